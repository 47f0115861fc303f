#include "read/formats/formats.hpp"

#include <set>
#include <string>

#include "catch.hpp"
#include "samples.hpp"

TEST_CASE("every format that is listed can be read, and no other") {
  const auto table = logprobs::read::format_table();
  const auto infos = logprobs::formats();
  REQUIRE(infos.size() == table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(infos[i].name == table[i].info.name);
    CHECK(infos[i].about == table[i].info.about);
    CHECK(table[i].read != nullptr);
  }
}

TEST_CASE("the names of the formats are those of the contract, each once") {
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

TEST_CASE("a bare list is tried last, since it says the least") {
  CHECK(logprobs::formats().back().name == "tokens");
  CHECK(logprobs::read::format_table()[logprobs::read::preferred_format()].info.name ==
        "openai-chat");
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
