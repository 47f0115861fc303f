#include "judge/json_find.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::judge::find_json;
using logprobs::judge::JsonFound;

namespace {

std::string_view meant(std::string_view text) {
  const JsonFound found = find_json(text);
  if (found.scan.end == logprobs::JsonEnd::none) return "(none)";
  return text.substr(found.scan.begin, found.scan.stop - found.scan.begin);
}

}  // namespace

TEST_CASE("the JSON of an answer is found") {
  struct Row {
    std::string_view text;
    std::string_view meant;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"a": 1})", R"({"a": 1})"},
      {"\n [1] \n", "[1]"},
      {"\xEF\xBB\xBF{}", "{}"},
      // alone, a value needs neither bracket nor brace
      {"42", "42"},
      {" \"yes\"\n", "\"yes\""},
      {"true", "true"},
      {"```json\n\"yes\"\n```", "\"yes\""},
      {"```\nnull\n```\n", "null"},
      {"\"yes\", he said", "(none)"},
      {"12 apples", "(none)"},
      {"nothing at all", "(none)"},
      {"", "(none)"},
      {"  ", "(none)"},
      // a code fence, or text around it
      {"```json\n{\"a\": 1}\n```", "{\"a\": 1}"},
      {"``` {\"a\": 1} ```", "{\"a\": 1}"},
      {"~~~\n[1]\n~~~", "[1]"},
      {"Here it is:\n\n{\"a\": 1}\n\nDone.", "{\"a\": 1}"},
      {"[Answer] {\"a\": 1}", "{\"a\": 1}"},
      {"As in [1, 2, 3, 4], it is {\"a\": 1}", "{\"a\": 1}"},
      {"For {\"example\": 12345}:\n```json\n{\"a\": 1}\n```", "{\"a\": 1}"},
      {"{\"a\": 1} as [\"so\", \"many\", \"others\"]", "{\"a\": 1}"},
      {"[1] says: {\"a\": 1}", "{\"a\": 1}"},
      {"say [x] or {\"a\": 1}", "{\"a\": 1}"},
      {"[\"a\nb {\"a\": 1}", "{\"a\": 1}"},
      {"As in [1]: {\"a\": 1, \"b\"", "{\"a\": 1, \"b\""},
      // of two that are alike, the longer, then the last
      {"{\"a\": 1} {\"a\": 22}", "{\"a\": 1}"},
      {"first {\"a\": 11}, then {\"a\": 2}", "{\"a\": 11}"},
      {"first {\"a\": 1}, then {\"a\": 2}", "{\"a\": 2}"},
      // what begins the answer is not given up for a part of it
      {"{\"a\": 1, b: {\"c\": 1}}", "{\"a\": 1, "},
      {"{a: [1, 2]}", "{"},
      {"{\"a\": 1, \"b\": [1, 2", "{\"a\": 1, \"b\": [1, 2"},
      {"Draft [1, 2]\n```json\n{\"a\": 1, \"b\"", "{\"a\": 1, \"b\""},
  }));
  CAPTURE(row.text);
  CHECK(meant(row.text) == row.meant);
}

TEST_CASE("other values in the text are counted") {
  CHECK(find_json("{\"a\": 1}").others == 0);
  CHECK(find_json("{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}").others == 2);
  CHECK(find_json("[1] {\"a\": 1").others == 1);
}

TEST_CASE("the time to find JSON grows with the text, whatever is in it") {
  constexpr std::size_t size = 1 << 20;
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < size) text += piece;
    return text;
  };
  // A search that began anew at each bracket would take minutes.
  CHECK_FALSE(meant(repeated("[") + "x").empty());
  CHECK_FALSE(meant(repeated("[\"[ ") + "\n").empty());
  CHECK_FALSE(meant("[\"" + repeated("[ ") + "\n").empty());
  CHECK_FALSE(meant(repeated("{\"a\":") + "x").empty());
  CHECK_FALSE(meant(repeated("[1] ") + "x").empty());
  CHECK_FALSE(meant("[\"" + repeated("[\\\"") + "\n").empty());
}
