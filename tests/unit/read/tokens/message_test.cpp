#include "read/tokens/message.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "open_object.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::read::Context;
using logprobs::read::Key;
using logprobs::read::Value;

namespace {

struct Row {
  std::string_view value;  // JSON with single quotes
  std::string_view text;
};

/// Calls `read` with the value, in a context with an answer of its own; "syntax" when it fails.
template <typename Read>
std::string read_value(std::string_view value, Read read) {
  samples::OpenObject open("{'x':" + std::string(value) + "}");
  Answer answer;
  Context context{answer, false, open.text};
  const bool good =
      each_field(open.object, context, [&](Key, Value& field) { return read(field, context); });
  if (good) return samples::show(answer);
  return context.trouble.what.empty() ? "syntax" : context.trouble.what;
}

std::vector<std::string> names_of(const std::vector<logprobs::read::CallPiece>& calls) {
  std::vector<std::string> names;
  for (const logprobs::read::CallPiece& piece : calls) names.push_back(piece.call.name);
  return names;
}

std::string text_of(std::string_view value) {
  std::string text = "before:";
  const std::string shown = read_value(
      value, [&](Value& field, Context& context) { return append_text(field, text, context); });
  return shown.empty() ? text.substr(std::string_view("before:").size()) : shown;
}

}  // namespace

TEST_CASE("a message's text is a string, a part, or several") {
  const Row row = GENERATE(values<Row>({
      {"'a\\u0062'", "ab"},
      {"''", ""},
      {"{'text':'a','type':'text'}", "a"},
      {"{'type':'text'}", ""},
      {"[]", ""},
      {"['a',{'text':'b'},['c']]", "abc"},
      {"[{'text':'a'},{'text':'b','thought':true},{'text':'c','thought':false}]", "ac"},
      {"[{'thought':true,'text':'a'},{'thought':null,'text':'b'}]", "b"},
      {"[{'type':'thinking','thinking':'a'},{'type':'text','text':'b'}]", "b"},
      // What is not text is skipped.
      {"null", ""},
      {"7", ""},
      {"[null,7,true,'a']", "a"},
      {"{'text':null}", ""},
  }));
  CAPTURE(row.value);
  CHECK(text_of(row.value) == row.text);
}

TEST_CASE("a message that is broken JSON is an error") {
  const char* const value = GENERATE("nope", "'\\q'", "[nope]", "{'text':nope}", "{'text' 'a'}");
  CAPTURE(value);
  CHECK(text_of(value) == "syntax");
}

TEST_CASE("half of a surrogate pair in a message is noted") {
  std::string text;
  read_value("'\\ud800'", [&](Value& field, Context& context) {
    const bool good = append_text(field, text, context);
    CHECK(context.notes.lone_surrogate);
    return good;
  });
  CHECK(text == "\ufffd");
}

TEST_CASE("a choice is made for a message that says something") {
  const Row row = GENERATE(values<Row>({
      {"'a'", "2:reasoning\"a\""},
      {"[{'text':'a'}]", "2:reasoning\"a\""},
      {"''", ""},
      {"null", ""},
  }));
  CAPTURE(row.value);
  CHECK(read_value(row.value, [](Value& field, Context& context) {
          return append_message(field, 2, Kind::reasoning, context);
        }) == row.text);
}

TEST_CASE("the names of called functions are noted, one for each piece of a call") {
  struct Call {
    std::string_view value;
    std::vector<std::string> names;
  };
  const Call row = GENERATE(values<Call>({
      {"[{'index':0,'type':'function','function':{'name':'f','arguments':'{'}}]", {"f"}},
      {"[{'function':{'name':'f'}},{'custom':{'name':'g'}}]", {"f", "g"}},
      {"[{'index':0,'function':{'arguments':'}'}}]", {""}},
      {"{'name':'f','arguments':'{}'}", {"f"}},
      {"null", {}},
      {"[]", {}},
      {"'f'", {}},
      {"[7,{'function':'f'},{'name':7}]", {"", "", ""}},
  }));
  CAPTURE(row.value);
  read_value(row.value, [&](Value& field, Context& context) {
    const bool good = note_calls(field, context);
    CHECK(names_of(context.notes.calls) == row.names);
    return good;
  });
  std::string text;
  read_value("[{'text':'a'},{'functionCall':{'name':'f','args':{}}}]",
             [&](Value& field, Context& context) {
               const bool good = append_text(field, text, context);
               CHECK(names_of(context.notes.calls) == std::vector<std::string>{"f"});
               CHECK(context.notes.calls[0].call.arguments == "{}");
               return good;
             });
  CHECK(text == "a");
}
