#include "read/vocabulary/vocabulary.hpp"

#include <string>

#include "catch.hpp"
#include "vocabularies.hpp"

namespace logprobs::read {
namespace {

using samples::texts;
using samples::vocabulary;
using samples::vocabulary_error;

std::string with_added(std::string_view added) {
  return fmt::format("{{'model':{{'vocab':{{'a':0,'b':1}}}},'added_tokens':[{}]}}", added);
}

TEST_CASE("a token has a text, a name and a mark if it is special") {
  const Vocabulary found = vocabulary(
      "{'decoder':{'type':'ByteLevel'},'model':{'vocab':{'\u0120sea':1,'gull':0}},"
      "'added_tokens':[{'id':2,'content':'<|end|>','special':true}]}");
  CHECK(found.size() == 3);
  CHECK(found.text(1) == " sea");
  CHECK(found.name(1) == "\u0120sea");
  CHECK_FALSE(found.special(1));
  CHECK(found.text(2) == "<|end|>");
  CHECK(found.special(2));
  CHECK(found.warnings().empty());
}

TEST_CASE("an id that no token has is unknown") {
  const Vocabulary found = vocabulary("{'a':0,'b':3}");
  CHECK(texts(found) == "|a|-|-|b");
  for (const std::int64_t id : {std::int64_t{-1}, std::int64_t{1}, std::int64_t{4}, INT64_MIN,
                                INT64_MAX, std::int64_t{1} << 32}) {
    CHECK_FALSE(found.known(id));
    CHECK(found.text(id).empty());
    CHECK(found.name(id).empty());
    CHECK_FALSE(found.special(id));
  }
}

TEST_CASE("a token may be empty and known") {
  const Vocabulary found = vocabulary("{'':0,'b':1}");
  CHECK(found.known(0));
  CHECK(found.text(0).empty());
}

TEST_CASE("added tokens fill holes, extend the vocabulary and override it") {
  CHECK(texts(vocabulary(with_added("{'id':4,'content':'e'},{'id':2,'content':'c'}"))) ==
        "|a|b|c|-|e");
  const Vocabulary found = vocabulary(with_added("{'id':1,'content':'<s>','special':true}"));
  CHECK(texts(found) == "|a|<s>");
  CHECK(found.special(1));
}

TEST_CASE("an added token that is not special stays ordinary") {
  const Vocabulary found = vocabulary(with_added("{'id':2,'content':'c','special':false}"));
  CHECK(found.known(2));
  CHECK_FALSE(found.special(2));
}

TEST_CASE("an added token without text adds nothing") {
  CHECK(texts(vocabulary(with_added("{'id':1,'content':''},{'id':2}"))) == "|a|b");
}

TEST_CASE("the same token may be named twice") {
  CHECK(texts(vocabulary("{'a':0,'a':0}")) == "|a");
  CHECK(texts(vocabulary(with_added("{'id':2,'content':'c'},{'id':2,'content':'c'}"))) == "|a|b|c");
}

TEST_CASE("two tokens with one id are refused") {
  CHECK(vocabulary_error("{'a':0,'b':0}") ==
        "t.json: the id 0 of \u201Cb\u201D is also that of "
        "\u201Ca\u201D");
  CHECK(vocabulary_error(with_added("{'id':2,'content':'c'},{'id':2,'content':'d'}")) ==
        "t.json: the id 2 of \u201Cd\u201D is also that of \u201Cc\u201D");
}

TEST_CASE("an id that is negative or far too large is refused") {
  CHECK(vocabulary_error("{'a':-1}") == "t.json: the id -1 of \u201Ca\u201D is negative");
  CHECK(vocabulary_error("{'a':0,'b':4611686018427387904}") ==
        "t.json: the id 4611686018427387904 of \u201Cb\u201D is too large for a vocabulary of 2 "
        "tokens");
  CHECK(vocabulary_error(with_added("{'id':9223372036854775807,'content':'c'}")) ==
        "t.json: the id 9223372036854775807 of \u201Cc\u201D is too large for a vocabulary of 3 "
        "tokens");
  CHECK(vocabulary("{'a':1048576}").size() == 1'048'577);
  CHECK_FALSE(vocabulary_error("{'a':1048577}").empty());
}

TEST_CASE("a vocabulary of far too many tokens is refused") {
  std::string pieces = "['',0]";
  for (int i = 1; i < 1 << 22; ++i) pieces += ",['',0]";
  CHECK(vocabulary_error("{'model':{'vocab':[" + pieces + ",['',0]]}}") ==
        "t.json: model.vocab[4194304] is one token too many");
}

TEST_CASE("a vocabulary without tokens is refused") {
  CHECK(vocabulary_error("{'model':{'vocab':{}}}") == "t.json has no tokens");
  CHECK(vocabulary_error("{'model':{'vocab':[]}}") == "t.json has no tokens");
}

constexpr std::string_view too_much = "t.json has a decoder that makes too much of its tokens";

/// A file with these tokens and a decoder that has a step several times.
std::string with_steps(std::string_view tokens, std::string_view step, int count) {
  std::string steps(step);
  for (int i = 1; i < count; ++i) steps += fmt::format(",{}", step);
  return fmt::format("{{'model':{{'vocab':{{{}}}}},'decoder':{{'decoders':[{}]}}}}", tokens, steps);
}

std::string replacement(std::size_t size) {
  return "{'type':'Replace','pattern':{'String':'a'},'content':'" + std::string(size, 'a') + "'}";
}

TEST_CASE("a decoder that swells a token is refused before it takes memory") {
  CHECK(vocabulary_error(with_steps("'a':0", replacement(1'000), 2)).empty());
  CHECK(vocabulary_error(with_steps("'a':0", replacement(300'000), 2)) == too_much);
}

TEST_CASE("a decoder that swells many tokens a little is refused too") {
  std::string tokens = "'a':0";
  for (int i = 1; i < 1'500; ++i) tokens += fmt::format(",'a{}':{}", i, i);
  CHECK(vocabulary_error(with_steps(tokens, replacement(100'000), 1)) == too_much);
}

TEST_CASE("a decoder of so many steps that they take long is refused") {
  const std::string tokens = "'" + std::string(300'000, 'a') + "':0";
  CHECK(vocabulary_error(with_steps(tokens, "{'type':'ByteFallback'}", 400)).empty());
  CHECK(vocabulary_error(with_steps(tokens, "{'type':'ByteFallback'}", 500)) == too_much);
}

TEST_CASE("what is left out is said with the file's name") {
  const Vocabulary found =
      samples::with_model("'a':0", "'decoder':{'type':'CTC','pad_token':'<pad>'}");
  REQUIRE(found.warnings().size() == 1);
  CHECK(found.warnings()[0] ==
        "t.json: the decoder \u201CCTC\u201D is left out: it is not supported");
  CHECK(texts(found) == "|a");
}

TEST_CASE("a name from outside is made visible in messages") {
  const std::string message = test::usage_message([] { Vocabulary::parse("[]", "a\x1b.json"); });
  CHECK(message == "a\\x1b.json is not a JSON object; a tokenizer.json or a vocab.json is");
  CHECK(test::usage_message([] { Vocabulary::parse(samples::json("{'b':-1}"), "a\x1b.json"); }) ==
        "a\\x1b.json: the id -1 of \u201Cb\u201D is negative");
  CHECK(vocabulary_error("{'\u202Ex':-1}") ==
        "t.json: the id -1 of \u201C\\u{202e}x\u201D is negative");
}

}  // namespace
}  // namespace logprobs::read
