#include "read/tokens/token_map.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Span;
using logprobs::Token;
using logprobs::read::Context;
using logprobs::read::MapKeys;
using logprobs::read::Value;

namespace {

/// Calls `visit(Value&, Context&)` with the value of {"map": `json`}. Returns its result or,
/// after a `!`, the trouble.
template <typename Visit>
std::string with_map(std::string_view json, Visit visit) {
  samples::OpenObject open(fmt::format("{{'map':{}}}", json));
  Answer answer;
  Context context{answer, false, open.text};
  std::string out;
  bool good = true;
  logprobs::read::each_field(open.object, context, [&](logprobs::read::Key, Value& value) {
    out = visit(value, context, good);
    return good;
  });
  if (context.notes.named_by_id) out += " by-id";
  if (context.notes.chosen_unmarked) out += " unmarked";
  return good ? out : out + "!" + samples::show_trouble(context);
}

/// The entries of a map as they were sent, separated by spaces.
std::string entries_of(std::string_view json, MapKeys keys) {
  return with_map(json, [&](Value& value, Context& context, bool& good) {
    good = logprobs::read::read_token_map(value, keys, context);
    std::string out;
    for (const logprobs::Alternative& entry : context.answer.alternatives) {
      out += (out.empty() ? "" : " ") + samples::show_entry(context.answer, entry);
    }
    return out;
  });
}

/// The chosen token of a map, with the map, and with `=rank` if it has one.
std::string chosen_of(std::string_view json) {
  return with_map(json, [&](Value& value, Context& context, bool& good) -> std::string {
    std::vector<Token> tokens;
    good = logprobs::read::read_chosen_map(value, tokens, context);
    CHECK(tokens.size() == (good ? 1 : 0));
    if (!good) return "";
    const std::string shown = samples::show_token(context.answer, tokens[0]);
    return tokens[0].rank ? fmt::format("{}={}", shown, *tokens[0].rank) : shown;
  });
}

struct Row {
  std::string_view json;
  std::string_view read;
};

}  // namespace

TEST_CASE("a map from texts to logprobs is read in the order in which it was sent") {
  const Row row = GENERATE(values<Row>({
      {"null", ""},
      {"{}", ""},
      {"{' b':-2,'a':-1}", " b@-2 a@-1"},
      {"{'a':null,'b':-Infinity,'c':'-1'}", "a@nan b@-inf c@-1"},
      {"{'':-1,'12':-2}", "@-1 12@-2"},
      {"{'\\n\\u00e9':-1}", "\né@-1"},
      {"{'a':-1,'a':-2}", "a@-1 a@-2"},
      {"{'bytes:\\\\xe9':-1}", "\xE9(bytes:\\xe9)@-1"},
      {"{'token_id:12':-1}", "12(token_id:12)@-1#12 by-id"},
      {"{'a':{'logprob':-1,'rank':1}}", "a@-1"},
  }));
  CAPTURE(row.json);
  CHECK(entries_of(row.json, MapKeys::texts) == row.read);
}

TEST_CASE("a map from ids has the tokens' texts next to the logprobs, or no texts") {
  const Row row = GENERATE(values<Row>({
      {"null", ""},
      {"{'12':-1,'7':-2}", "12@-1#12 7@-2#7 by-id"},
      {"{'12':{'logprob':-1,'rank':1,'decoded_token':' Paris'}}", " Paris@-1#12"},
      {"{'12':{'decoded_token':'\\n','other':[1],'logprob':-1}}", "\n@-1#12"},
      {"{'12':{'logprob':-1,'rank':null,'decoded_token':null}}", "12@-1#12 by-id"},
      {"{'12':{}}", "12@nan#12 by-id"},
      {"{'12':{'logprob':-1,'decoded_token':''}}", "@-1#12"},
      {"{'a':-1,'1a':-2}", "a@-1 1a@-2"},  // no ids
  }));
  CAPTURE(row.json);
  CHECK(entries_of(row.json, MapKeys::ids) == row.read);
}

TEST_CASE("a mistake in a map is reported with its path") {
  const Row row = GENERATE(values<Row>({
      {"7", "! is a number, not an object"},
      {"[]", "! is an array, not an object"},
      {"{'a':-1,'b':[]}", "a@-1!top_logprobs is an array, not a number"},
      {"{'a':{'logprob':'x'}}", "!top_logprobs.logprob is a string, not a number"},
      {"{'\\q':-1}", "!syntax"},
  }));
  CAPTURE(row.json);
  CHECK(entries_of(row.json, MapKeys::texts) == row.read);
}

TEST_CASE("the chosen token of a map is the one whose rank exceeds its size, else the first") {
  const Row row = GENERATE(values<Row>({
      {"{'5':{'logprob':-1,'rank':1,'decoded_token':'a'}}", "a@-1#5=1"},
      {"{'5':{'logprob':-1,'rank':3,'decoded_token':'a'}}", "a@-1#5=3"},
      {"{'5':-1}", "5@-1#5 by-id"},
      {"{'5':{'logprob':-3,'rank':2,'decoded_token':'a'},"
       "'6':{'logprob':-1,'rank':1,'decoded_token':'b'}}",
       "a@-3#5[b@-1#6 a@-3#5] unmarked"},
      {"{'5':{'logprob':-9,'rank':44,'decoded_token':'a'},"
       "'6':{'logprob':-1,'rank':1,'decoded_token':'b'}}",
       "a@-9#5[b@-1#6 a@-9#5]"},
      {"{'6':{'logprob':-1,'rank':1,'decoded_token':'b'},"
       "'5':{'logprob':-9,'rank':3,'decoded_token':'a'}}",
       "a@-9#5[b@-1#6 a@-9#5]"},
      {"{'5':-2,'6':-1}", "5@-2#5[6@-1#6 5@-2#5] by-id unmarked"},
  }));
  CAPTURE(row.json);
  CHECK(chosen_of(row.json) == row.read);
}

TEST_CASE("a map must have a token to choose") {
  CHECK(chosen_of("{}") == "! is empty: there is no token in it");
  CHECK(chosen_of("null") == "! is null, not an object of tokens and their logprobs");
  CHECK(chosen_of("[]") == "! is an array, not an object of tokens and their logprobs");
}

TEST_CASE("ids say which alternatives were chosen") {
  Answer answer;
  std::vector<Token> tokens;
  tokens.push_back(samples::make_token(answer, {"a", -1, 5}, {{"a", -1, 5}, {"b", -2, 6}}));
  tokens.push_back(samples::make_token(answer, {"c", -1, 7}, {{"c", -1, 7}, {"d", -2, 8, "D"}}));
  const auto shown = [&] {
    std::string out;
    for (const Token& token : tokens) out += samples::show_token(answer, token) + " ";
    return out;
  };
  SECTION("all of them") {
    CHECK(logprobs::read::choose_by_ids({6, 8}, tokens, answer));
    CHECK(shown() == "b@-2#6[a@-1#5 b@-2#6] d(D)@-2#8[c@-1#7 d(D)@-2#8] ");
  }
  SECTION("the last ones, if there are more ids than tokens") {
    CHECK(logprobs::read::choose_by_ids({5, 6, 8}, tokens, answer));
    CHECK(shown() == "b@-2#6[a@-1#5 b@-2#6] d(D)@-2#8[c@-1#7 d(D)@-2#8] ");
  }
  SECTION("one that is not an alternative") {
    CHECK_FALSE(logprobs::read::choose_by_ids({99, 8}, tokens, answer));
    CHECK(shown() == "a@-1#5[a@-1#5 b@-2#6] d(D)@-2#8[c@-1#7 d(D)@-2#8] ");
  }
  SECTION("an unknown one") {
    CHECK_FALSE(logprobs::read::choose_by_ids({{}, 8}, tokens, answer));
    CHECK(shown() == "a@-1#5[a@-1#5 b@-2#6] d(D)@-2#8[c@-1#7 d(D)@-2#8] ");
  }
  SECTION("a token without alternatives by its own id") {
    for (Token& token : tokens) token.alternatives = {};
    CHECK(logprobs::read::choose_by_ids({5, 7}, tokens, answer));
    CHECK_FALSE(logprobs::read::choose_by_ids({5, 8}, tokens, answer));
    CHECK(shown() == "a@-1#5 c@-1#7 ");
  }
  SECTION("too few say nothing") {
    CHECK_FALSE(logprobs::read::choose_by_ids({6}, tokens, answer));
    CHECK(shown() == "a@-1#5[a@-1#5 b@-2#6] c@-1#7[c@-1#7 d(D)@-2#8] ");
  }
  SECTION("alternatives without ids") {
    for (logprobs::Alternative& entry : answer.alternatives) entry.id.reset();
    CHECK_FALSE(logprobs::read::choose_by_ids({{}, {}}, tokens, answer));
    CHECK(shown() == "a@-1#5[a@-1 b@-2] c@-1#7[c@-1 d(D)@-2] ");
  }
}
