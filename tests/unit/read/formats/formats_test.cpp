#include "read/formats/formats.hpp"

#include <set>
#include <string>

#include "catch.hpp"
#include "samples.hpp"

TEST_CASE("the formats that are listed are the ones that are read") {
  const auto table = logprobs::read::format_table();
  const auto infos = logprobs::formats();
  REQUIRE(infos.size() == table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(infos[i].name == table[i].info.name);
    CHECK(infos[i].about == table[i].info.about);
    CHECK(table[i].read != nullptr);
  }
}

TEST_CASE("each format of the contract is listed once") {
  const std::set<std::string_view> contract = {"openai-chat",
                                               "openai-completions",
                                               "openai-responses",
                                               "openai-transcription",
                                               "llama-completion",
                                               "ollama-chat",
                                               "tgi",
                                               "sglang",
                                               "gemini",
                                               "cohere-chat",
                                               "cohere-generate",
                                               "bedrock-llama",
                                               "ai21",
                                               "vllm-prompt",
                                               "tokens"};
  std::set<std::string_view> seen;
  for (const logprobs::FormatInfo& info : logprobs::formats()) {
    CAPTURE(info.name);
    CHECK(contract.count(info.name) == 1);
    CHECK(seen.insert(info.name).second);
    CHECK(!info.about.empty());
  }
  CHECK(seen.count("openai-chat") == 1);
  CHECK(seen.count("tokens") == 1);
}

TEST_CASE("OpenAI's two formats are tried first, and bare tokens last") {
  CHECK(logprobs::formats().back().name == "tokens");
  const auto order = logprobs::read::trial_order();
  const auto name = [&](std::size_t i) {
    return logprobs::read::format_table()[order[i]].info.name;
  };
  CHECK(name(0) == "openai-chat");
  CHECK(name(1) == "openai-completions");
  CHECK(name(logprobs::read::openai_formats) == "gemini");
  CHECK(name(order.size() - 1) == "tokens");
  CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == order.size());
}

TEST_CASE("a key gives away the formats that have it") {
  const auto names = [](std::string_view key) {
    std::string out;
    const auto table = logprobs::read::format_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
      if ((logprobs::read::formats_with(key) >> i & 1) == 0) continue;
      out += (out.empty() ? "" : " ") + std::string(table[i].info.name);
    }
    return out;
  };
  CHECK(names("choices") == "openai-chat openai-completions");
  CHECK(names("chosen_candidates") == "gemini");
  CHECK(names("type") == "openai-responses cohere-chat openai-transcription");
  for (const std::string_view key : {"", "a", "id", "choice", "choices ", "zzz"}) {
    CHECK(names(key).empty());
  }
}
