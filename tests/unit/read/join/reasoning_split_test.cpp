#include "read/join/reasoning_split.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Token;
using logprobs::read::Chunk;
using logprobs::read::ReasoningSplit;

namespace {

std::string joined(const Answer& answer, const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens)
    out += (out.empty() ? "" : "|") + std::string(answer.view(token.text));
  return out;
}

/// A choice whose tokens are sorted as its chunks come.
struct Stream {
  /// Takes a chunk with these tokens, gives all that are sorted: "reasoning/content".
  std::string take(const Chunk& chunk, const std::vector<std::string_view>& tokens) {
    const std::size_t first = content.size();
    for (const std::string_view text : tokens) {
      content.push_back(samples::make_token(answer, {text}, {}));
    }
    split.take(chunk, answer, first, content, reasoning);
    return joined(answer, reasoning) + "/" + joined(answer, content);
  }

  Answer answer;
  ReasoningSplit split{};
  std::vector<Token> content{};
  std::vector<Token> reasoning{};
};

Chunk thought(std::string_view text) { return {.reasoning = text}; }
Chunk said(std::string_view text) { return {.content = text}; }

}  // namespace

TEST_CASE("a chunk's tokens are of the text in it; those without text wait for the next") {
  Stream stream;
  CHECK(stream.take({}, {"<think>"}) == "/");
  CHECK(stream.take(thought("Hm"), {"Hm"}) == "<think>|Hm/");
  CHECK(stream.take(thought(" well"), {" we", "ll"}) == "<think>|Hm| we|ll/");
  CHECK(stream.take({}, {"</think>"}) == "<think>|Hm| we|ll/");
  CHECK(stream.take({}, {"\n\n"}) == "<think>|Hm| we|ll/");
  CHECK(stream.take(said("So"), {"So"}) == "<think>|Hm| we|ll|</think>|\n\n/So");
  CHECK(stream.take(said("!"), {"!"}) == "<think>|Hm| we|ll|</think>|\n\n/So|!");
  CHECK(stream.split.found());
  CHECK_FALSE(stream.split.mixed());
}

TEST_CASE("tokens that wait belong to an answer without reasoning") {
  Stream stream;
  CHECK(stream.take({}, {"<s>"}) == "/");
  CHECK(stream.take(said("So"), {"So"}) == "/<s>|So");
  CHECK(stream.take({.last = true}, {"</s>"}) == "/<s>|So|</s>");
  CHECK_FALSE(stream.split.found());
}

TEST_CASE("at the end, tokens that wait are of what came last") {
  Stream cut;
  cut.take(thought("Hm"), {"Hm"});
  CHECK(cut.take({}, {"</think>"}) == "Hm/");
  CHECK(cut.take({.last = true}, {}) == "Hm|</think>/");
  Stream silent;
  CHECK(silent.take({.last = true}, {"a"}) == "/a");
}

TEST_CASE("at most 16 tokens wait") {
  const std::vector<std::string_view> many(16, "a");
  Stream stream;
  CHECK(stream.take({}, many) == "/");
  stream.take({}, {"b"});
  CHECK(stream.content.size() == 17);
  Stream thinking;
  thinking.take(thought("Hm"), {"Hm"});
  thinking.take({}, many);
  thinking.take({}, {"b"});
  CHECK((thinking.content.empty() && thinking.reasoning.size() == 18));
}

TEST_CASE("a chunk with both texts is divided where the answer's text begins") {
  Stream stream;
  stream.take(thought("Hm"), {"Hm"});
  CHECK(stream.take({.reasoning = " ok", .content = "So it"}, {" ok", "</think>", "So", " it"}) ==
        "Hm| ok|</think>/So| it");
  Stream whole;
  CHECK(whole.take({"Hm", "So", false, true}, {"Hm", "So"}) == "Hm/So");
}

TEST_CASE("a chunk with both texts that proves nothing is the answer's, and mixed") {
  Stream stream;
  CHECK(stream.take({"Hm", "So", false, true}, {"other", "words"}) == "/other|words");
  CHECK(stream.split.mixed());
}

TEST_CASE("tokens that come after all texts are divided too") {
  Stream stream;
  stream.take(thought("Hm"), {});
  stream.take(said("So"), {});
  CHECK(stream.take({.last = true}, {"Hm", "</think>", "So"}) == "Hm|</think>/So");
}

TEST_CASE("reasoning without tokens leaves the answer its own") {
  Stream stream;
  stream.take(thought("Hm"), {});
  CHECK(stream.take(said("So"), {"So"}) == "/So");
  CHECK(stream.take(said(" it"), {" it"}) == "/So| it");
  CHECK_FALSE(stream.split.found());
}

TEST_CASE("a call is part of the answer") {
  Stream stream;
  stream.take(thought("Hm"), {"Hm"});
  stream.take({}, {"</think>"});
  CHECK(stream.take({.call = true}, {"<call>", "f"}) == "Hm|</think>/<call>|f");
  Stream whole;
  CHECK(whole.take({"Hm", "", true, true}, {"<think>", "Hm", "</think>", "<call>", "f"}) ==
        "<think>|Hm|</think>/<call>|f");
}
