#include "read/tokens/columns.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Columns;
using logprobs::read::Context;

namespace {

/// The tokens of an object of arrays (JSON with single quotes), separated by spaces, and the notes.
/// After a `!`, the trouble.
std::string tokens_of(std::string_view object) {
  samples::OpenObject open(object);
  Answer answer;
  Context context{answer, false, open.text};
  Columns columns;
  std::vector<logprobs::Token> tokens;
  const bool good =
      logprobs::read::each_field(open.object, context,
                                 [&](logprobs::read::Key key, logprobs::read::Value& value) {
                                   return columns.read_field(key, value, context);
                                 }) &&
      columns.append_to(tokens, context);
  std::string out = columns.any() ? "" : "none:";
  for (const logprobs::Token& token : tokens) {
    out += (out.empty() ? "" : " ") + samples::show_token(answer, token);
  }
  if (context.notes.unequal_arrays) out += " unequal";
  if (context.notes.named_by_id) out += " by-id";
  if (context.notes.named_by_place) out += " by-place";
  return good ? out : out + "!" + samples::show_trouble(context);
}

struct Row {
  std::string_view object;
  std::string_view tokens;
};

}  // namespace

TEST_CASE("parallel arrays are read as tokens") {
  const Row row = GENERATE(values<Row>({
      {"{'tokens':[],'token_logprobs':[]}", ""},
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2]}", "a@-1 b@-2"},
      {"{'token_logprobs':[-1],'text_offset':[0],'tokens':['a']}", "a@-1"},
      {"{'tokens':['a'],'tokenLogprobs':[-1],'topLogprobs':[{'a':-1}]}", "a@-1[a@-1]"},
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2],'top_logprobs':[{'c':-3,'a':-1},{'b':-2}]}",
       "a@-1[a@-1 c@-3] b@-2[b@-2]"},
      {"{'tokens':['a'],'token_logprobs':[-1],'top_logprobs':[[{'token':'b','logprob':-2}]]}",
       "a@-1[b@-2]"},
      {"{'tokens':['bytes:\\\\xe9'],'token_logprobs':[-1]}", "\xE9(bytes:\\xe9)@-1"},
  }));
  CAPTURE(row.object);
  CHECK(tokens_of(row.object) == row.tokens);
}

TEST_CASE("null, as an array or in one, is nothing") {
  const Row row = GENERATE(values<Row>({
      {"{'tokens':['a','b'],'token_logprobs':[null,-2]}", "a@nan b@-2"},
      {"{'tokens':['a','b'],'token_logprobs':[null,-2],'top_logprobs':[null,{'b':-2}]}",
       "a@nan b@-2[b@-2]"},
      {"{'tokens':['a'],'token_logprobs':[-1],'top_logprobs':null,'token_ids':null}", "a@-1"},
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2],'token_ids':[null,6]}", "a@-1 b@-2#6"},
      {"{'tokens':null,'token_logprobs':null,'top_logprobs':null}", "none:"},
      {"{}", "none:"},
  }));
  CAPTURE(row.object);
  CHECK(tokens_of(row.object) == row.tokens);
}

TEST_CASE("arrays of different lengths are noted, and there are as many tokens as texts") {
  const Row row = GENERATE(values<Row>({
      {"{'tokens':['a','b'],'token_logprobs':[-1]}", "a@-1 b@nan unequal"},
      {"{'tokens':['a'],'token_logprobs':[-1,-2]}", "a@-1 unequal"},
      {"{'token_logprobs':[-1,-2],'tokens':['a']}", "a@-1 unequal"},
      {"{'token_logprobs':[-1],'tokens':['a','b'],'token_logprobs':[-2]}", "a@-1 b@-2"},
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2],'top_logprobs':[{'a':-1}]}",
       "a@-1[a@-1] b@-2 unequal"},
      {"{'tokens':['a'],'token_logprobs':[-1],'top_logprobs':[{'a':-1},{'b':-2}]}",
       "a@-1[a@-1] unequal"},
      {"{'tokens':['a'],'token_logprobs':[-1],'top_logprobs':[]}", "a@-1"},
  }));
  CAPTURE(row.object);
  CHECK(tokens_of(row.object) == row.tokens);
}

TEST_CASE("ids belong to texts, and name the tokens if there are no texts") {
  const Row row = GENERATE(values<Row>({
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2],'token_ids':[5,6]}", "a@-1#5 b@-2#6"},
      {"{'token_ids':[5,6],'token_logprobs':[-1,-2]}", "5@-1#5 6@-2#6 by-id"},
      {"{'tokens':[5,6],'token_logprobs':[-1,-2]}", "5@-1#5 6@-2#6 by-id"},
      {"{'tokens':['token_id:5'],'token_logprobs':[-1]}", "5(token_id:5)@-1#5 by-id"},
      {"{'tokens':['a','b'],'token_logprobs':[-1,-2],'token_ids':['x',6]}", "a@-1 b@-2#6"},
      {"{'tokens':['a'],'token_logprobs':[-1],'token_ids':'x'}", "a@-1"},
      {"{'token_ids':[5,6],'token_logprobs':[-1]}", "5@-1#5 6@nan#6 unequal by-id"},
  }));
  CAPTURE(row.object);
  CHECK(tokens_of(row.object) == row.tokens);
}

TEST_CASE("logprobs alone are named by their places") {
  CHECK(tokens_of("{'token_logprobs':[-1,null]}") == "[0]@-1 [1]@nan by-place");
  CHECK(tokens_of("{'token_logprobs':-1}") == "[0]@-1 by-place");
  CHECK(tokens_of("{'tokens':[],'token_logprobs':[-1]}") == "[0]@-1 by-place");
  CHECK(tokens_of("{'token_logprobs':[-1],'top_logprobs':[{'a':-1}]}") == "[0]@-1[a@-1] by-place");
}

TEST_CASE("logprobs that are all 0 are told from others") {
  const auto all_zero = [](std::string_view list, std::string_view texts = "") {
    samples::OpenObject open(fmt::format("{{{}'token_logprobs':{}}}", texts, list));
    Answer answer;
    Context context{answer, false, open.text};
    Columns columns;
    logprobs::read::each_field(open.object, context,
                               [&](logprobs::read::Key key, logprobs::read::Value& value) {
                                 return columns.read_field(key, value, context);
                               });
    return columns.all_zero();
  };
  CHECK((all_zero("[0,0.0]") && all_zero("0") && all_zero("[]")));
  CHECK_FALSE((all_zero("[0,-1]") || all_zero("[null]")));
  CHECK(all_zero("[0,0]", "'tokens':['a'],"));
  CHECK_FALSE((all_zero("[-1,0]", "'tokens':['a'],") || all_zero("[0,-1]", "'tokens':['a'],")));
}

TEST_CASE("a mistake in an array is reported with its path") {
  const Row row = GENERATE(values<Row>({
      {"{'tokens':7}", "none:!tokens is a number, not an array"},
      {"{'tokens':[{}]}", "none:!tokens[0] is an object, not a string"},
      {"{'tokens':['a',true]}", "none:!tokens[1] is a boolean, not a string"},
      {"{'token_logprobs':{}}", "none:!token_logprobs is an object, not an array"},
      {"{'tokenLogprobs':[-1,'x']}", "!token_logprobs[1] is a string, not a number"},
      {"{'top_logprobs':[7]}", "none:!top_logprobs[0] is a number, not an array"},
      {"{'top_logprobs':'x'}", "none:!top_logprobs is a string, not an array"},
      {"{'token_ids':'x'}", "none:"},
      {"{'tokens':['a' 'b']}", "none:!syntax"},
      {"{'tokens':['\\q']}", "none:!syntax"},
  }));
  CAPTURE(row.object);
  CHECK(tokens_of(row.object) == row.tokens);
}

TEST_CASE("arrays of which most elements say nothing are given up before they fill the memory") {
  constexpr std::size_t count = 2'000'000;
  std::string object = "{'tokens':[''";
  for (std::size_t i = 1; i < count; ++i) object += ",''";
  const std::string shown = tokens_of(object + "]}");
  CHECK(shown.ends_with("is more than a response of this size may hold"));
  CHECK(tokens_of(object.substr(0, 13 + 3 * 200'000) + "],'token_logprobs':[]}").find('!') ==
        std::string::npos);
}
