#include "judge/json_scan.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::JsonEnd;
using logprobs::LeafKind;
using logprobs::judge::JsonScan;

namespace {

JsonScan scan(std::string_view text) {
  JsonScan found;
  logprobs::judge::scan_json(text, 0, found);
  return found;
}

/// The leaves of a text: "/a=1 /b=x".
std::string leaves(std::string_view text) {
  const JsonScan found = scan(text);
  std::string list;
  for (const auto& leaf : found.leaves) {
    const std::string_view value = text.substr(leaf.value.begin, leaf.value.size());
    if (!list.empty()) list += ' ';
    list += fmt::format("{}={}", pointer_to(text, found, leaf.step), value);
  }
  return list;
}

}  // namespace

TEST_CASE("every value that holds no other is a leaf with a path") {
  struct Row {
    std::string_view text;
    std::string_view leaves;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"a": 1, "b": "x"})", "/a=1 /b=x"},
      {R"([true, false, null])", "/0=true /1=false /2=null"},
      {R"({"a": {"b": [10, {"c": -1.5e+3}]}})", "/a/b/0=10 /a/b/1/c=-1.5e+3"},
      {R"({"a": [], "b": {}, "c": [ ], "d": {
      }})",
       "/a=[] /b={} /c=[ ] /d={\n      }"},
      {R"({"": "", "a/b": 1, "m~n": 2})", "/= /a~1b=1 /m~0n=2"},
      {R"({"\u00e9\n": 1, "k\"": 2})", "/é\n=1 /k\"=2"},
      {R"({"a": 1, "a": 2})", "/a=1 /a=2"},
      {R"({"a": {"b": 1}, "a": {"b": 2}})", "/a/b=1 /a/b=2"},
      {R"([[1, 2], [3]])", "/0/0=1 /0/1=2 /1/0=3"},
      {R"("a\"b\\")", R"(=a\"b\\)"},
      {" 0 ", "=0"},
      {"-0.10", "=-0.10"},
      {"[]", "=[]"},
      {"\t{}\r\n", "={}"},
  }));
  CAPTURE(row.text);
  CHECK(leaves(row.text) == row.leaves);
  CHECK(scan(row.text).end == JsonEnd::whole);
}

TEST_CASE("a leaf has a kind") {
  const auto found = scan(R"(["", 1, true, null, [], {}])");
  const LeafKind kinds[] = {LeafKind::string, LeafKind::number,      LeafKind::boolean,
                            LeafKind::null,   LeafKind::empty_array, LeafKind::empty_object};
  REQUIRE(found.leaves.size() == std::size(kinds));
  for (std::size_t i = 0; i < std::size(kinds); ++i) CHECK(found.leaves[i].kind == kinds[i]);
}

TEST_CASE("the keys of all members are noted, without their quotes") {
  const std::string_view text = R"({"a": {"\"": 1}, "a": []})";
  std::string keys;
  for (const auto& key : scan(text).keys) keys.append(text.substr(key.begin, key.size())) += ' ';
  CHECK(keys == "a \\\" a ");
}

TEST_CASE("of JSON that is cut off, the whole leaves are there, and where it stops") {
  struct Row {
    std::string_view text;
    std::string_view leaves;
    std::string_view problem;
    std::string_view path;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"a": 1, "b": "x)", "/a=1", "a string has no end", "/b"},
      {R"({"a": 1, "b": "x\)", "/a=1", "a string has no end", "/b"},
      {R"({"a": 1, "b": "x\u12)", "/a=1", "a string has no end", "/b"},
      {R"({"a": 1)", "", "a number has no end", "/a"},
      {R"({"a": -)", "", "a number has no end", "/a"},
      {R"({"a": 1.)", "", "a number has no end", "/a"},
      {R"({"a": 1e)", "", "a number has no end", "/a"},
      {R"({"a": tr)", "", "a word has no end", "/a"},
      {R"({"a": true)", "/a=true", "an object has no end", ""},
      {R"({"a": "x")", "/a=x", "an object has no end", ""},
      {R"({"a": "x", )", "/a=x", "an object has no end", ""},
      {R"({"a": "x", "b)", "/a=x", "a string has no end", ""},
      {R"({"a": "x", "b")", "/a=x", "a key has no value", "/b"},
      {R"({"a": "x", "b": )", "/a=x", "a value is missing", "/b"},
      {R"({"a": [{"b": [1, )", "/a/0/b/0=1", "a value is missing", "/a/0/b/1"},
      {R"({"a": [{"b": [1])", "/a/0/b/0=1", "an object has no end", "/a/0"},
      {"[", "", "an array has no end", ""},
      {"{", "", "an object has no end", ""},
      {"\"x", "", "a string has no end", ""},
      {"nul", "", "a word has no end", ""},
      {"", "", "a value is missing", ""},
      {" ", "", "a value is missing", ""},
  }));
  CAPTURE(row.text);
  const JsonScan found = scan(row.text);
  CHECK(found.end == JsonEnd::cut);
  CHECK(found.stop == row.text.size());
  CHECK(leaves(row.text) == row.leaves);
  CHECK(found.problem == row.problem);
  CHECK(pointer_to(row.text, found, found.last_step) == row.path);
}

TEST_CASE("what is not JSON is broken where it is wrong") {
  struct Row {
    std::string_view text;
    std::size_t stop;
    std::string_view problem;
  };
  const Row row = GENERATE(values<Row>({
      {"{'a': 1}", 1, "this is no key"},
      {"{a: 1}", 1, "this is no key"},
      {"{\"a\" 1}", 5, "a key has no colon"},
      {"{\"a\": 1,}", 8, "this is no key"},
      {"[1, 2,]", 6, "this is no value"},
      {"[1 2]", 3, "a comma or the end is missing"},
      {"[1}", 2, "a comma or the end is missing"},
      {"[01]", 2, "a comma or the end is missing"},
      {"[-a]", 2, "a number is not valid"},
      {"[1.]", 3, "a number is not valid"},
      {"[.5]", 1, "this is no value"},
      {"[+1]", 1, "this is no value"},
      {"[1e+]", 4, "a number is not valid"},
      {"[NaN]", 1, "this is no value"},
      {"[tru]", 1, "this is no value"},
      {"[\"a\nb\"]", 3, "a control character is in a string"},
      {"[\"\\x\"]", 3, "an escape in a string is not valid"},
      {"[\"\\u12g4\"]", 6, "an escape in a string is not valid"},
      {"[1, // one\n2]", 4, "this is no value"},
  }));
  CAPTURE(row.text);
  const JsonScan found = scan(row.text);
  CHECK(found.end == JsonEnd::broken);
  CHECK(found.stop == row.stop);
  CHECK(found.problem == row.problem);
}

TEST_CASE("values that are nested a million deep take no stack") {
  constexpr std::size_t deep = 1'000'000;
  const std::string text = std::string(deep, '[') + std::string(deep, ']');
  const JsonScan found = scan(text);
  CHECK(found.end == JsonEnd::whole);
  REQUIRE(found.leaves.size() == 1);
  CHECK(pointer_to(text, found, found.leaves[0].step).size() == 2 * (deep - 1));
  CHECK(scan(std::string(deep, '[')).end == JsonEnd::cut);
}

TEST_CASE("reading begins in the middle of a text, and ends after the value") {
  const std::string_view text = R"(the answer is {"a": 1}.)";
  JsonScan found;
  logprobs::judge::scan_json(text, 14, found);
  CHECK(found.end == JsonEnd::whole);
  CHECK(text.substr(found.begin, found.stop - found.begin) == R"({"a": 1})");
}
