#include "read/json/keys.hpp"

#include <string>

#include "catch.hpp"

namespace {

/// The text after that; where an escape is wrong, its place follows.
std::string unescaped(std::string text) {
  bool any = false;
  const char* const wrong = logprobs::read::unescape_keys(text, any);
  return wrong == nullptr ? text : text + " " + std::to_string(wrong - text.data());
}

struct Row {
  std::string text, result;
};

}  // namespace

TEST_CASE("a key is spelled as it is compared") {
  const Row row = GENERATE(values<Row>({
      {R"({"a": "\u0061"})", R"({"a": "\u0061"})"},  // no key
      {R"({"\u0061b":1})", R"({"ab"     :1})"},
      {R"({"a\u005Fb\/c" : 1, "\u007e": 2})", R"({"a_b/c"       : 1, "~"     : 2})"},
      {R"({"a\"": "b", "\u0061": 1})", R"({"a\"": "b", "a"     : 1})"},
      {R"({"x": "\\", "\u0061": 1})", R"({"x": "\\", "a"     : 1})"},
      {R"({"x": "\\\"", "\\\u0061": 1})", R"({"x": "\\\"", "\\a"     : 1})"},
      {R"({"\u00e9\n\u0022\u005c\ud83d": 1})", R"({"\u00e9\n\u0022\u005c\ud83d": 1})"},
      {R"(["\u0061"])", R"(["\u0061"])"},
  }));
  CHECK(unescaped(row.text) == row.result);
}

TEST_CASE("an escape in a key that is none is found") {
  const Row row = GENERATE(values<Row>({
      {R"({"ab\q":1})", R"({"ab\q":1} 4)"},
      {R"({"\u12": 1})", R"({"\u12": 1} 2)"},
      {R"({"\u12g4" : 1})", R"({"\u12g4" : 1} 2)"},
      {R"({"a": "\q"})", R"({"a": "\q"})"},  // its reader finds that
      {R"({"a\)", R"({"a\)"},
      {R"({"a\")", R"({"a\")"},
      {R"(\)", R"(\)"},
  }));
  CHECK(unescaped(row.text) == row.result);
}

TEST_CASE("what stands before the text is no part of it") {
  std::string around = R"(\\": 1, "\u0061": 2})";  // two backslashes; the text has the second
  bool any = false;
  CHECK(logprobs::read::unescape_keys(std::string_view(around).substr(1), any) == nullptr);
  CHECK(around == R"(\\": 1, "a"     : 2})");
}
