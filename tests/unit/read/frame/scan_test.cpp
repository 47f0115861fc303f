#include "read/frame/scan.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::is_one_value;
using logprobs::read::trim;
using logprobs::read::ValueScanner;

namespace {

char letter(ValueScanner::State state) {
  return "_([.!"[static_cast<std::size_t>(state)];  // blank inside scalar ended broken
}

struct Row {
  std::string_view text;
  std::size_t used;
  char state;
  char finished;  // the state when nothing follows
};

}  // namespace

TEST_CASE("the end of a value is found, in whatever pieces it comes") {
  const Row row = GENERATE(values<Row>({
      {"", 0, '_', '_'},
      {" \t\r\n", 4, '_', '_'},
      {"{}", 2, '.', '.'},
      {"{} {}", 2, '.', '.'},
      {"\n[1,2]x", 6, '.', '.'},
      {"{\"a\":[{}]}", 10, '.', '.'},
      {"{\"a\":[{}]", 9, '(', '('},
      {"[[]", 3, '(', '('},
      {"[\"]\"]", 5, '.', '.'},
      {"[\"]", 3, '(', '('},
      {"[\"\\\"]\"]", 7, '.', '.'},
      {"[\"\\\\\"]", 6, '.', '.'},
      {"[\"\\", 3, '(', '('},
      {"[\\\"]\"]", 6, '.', '.'},  // outside of a string it escapes nothing
      {"\"a]\"", 4, '.', '.'},
      {"\"a\\\"\"", 5, '.', '.'},
      {"\"\"\"", 2, '.', '.'},
      {"\"a", 2, '(', '('},
      {"\"a\\", 3, '(', '('},
      {"12", 2, '[', '.'},
      {"12 ", 2, '.', '.'},
      {"-1.5e+9,", 7, '.', '.'},
      {"true", 4, '[', '.'},
      {"null}", 4, '.', '.'},
      {"NaN", 3, '[', '.'},
      {"-Infinity\n", 9, '.', '.'},
      {"1{", 1, '.', '.'},
      {"{]", 2, '.', '.'},  // the decoder sees that
      {"}", 0, '!', '!'},
      {" ]", 1, '!', '!'},
      {"<a>", 0, '!', '!'},
      {"+1", 0, '!', '!'},
      {"\xEF\xBB\xBF{}", 0, '!', '!'},
  }));
  CAPTURE(row.text);
  ValueScanner whole;
  CHECK(whole.scan(row.text) == row.used);
  CHECK(letter(whole.state()) == row.state);
  whole.finish();
  CHECK(letter(whole.state()) == row.finished);
  for (std::size_t cut = 0; cut <= row.text.size(); ++cut) {
    CAPTURE(cut);
    ValueScanner scanner;
    std::size_t used = scanner.scan(row.text.substr(0, cut));
    if (used == cut) used += scanner.scan(row.text.substr(cut));
    CHECK(used == row.used);
    CHECK(letter(scanner.state()) == row.state);
  }
  ValueScanner bytewise;
  std::size_t used = 0;
  for (std::size_t i = 0; i < row.text.size(); ++i) used += bytewise.scan(row.text.substr(i, 1));
  CHECK(used == row.used);
  CHECK(letter(bytewise.state()) == row.state);
}

TEST_CASE("nothing more is used once a value has ended") {
  ValueScanner scanner;
  CHECK(scanner.scan("{}") == 2);
  CHECK(scanner.scan("{}") == 0);
  CHECK(scanner.scan("") == 0);
  CHECK(letter(scanner.state()) == '.');
}

TEST_CASE("a value that goes on in another line must be able to") {
  const auto after = [](std::string_view first, std::string_view second) {
    ValueScanner scanner;
    scanner.scan(first);
    scanner.end_line();
    scanner.scan("  ");
    scanner.end_line();
    scanner.scan(second);
    return letter(scanner.state());
  };
  struct LineRow {
    std::string_view first;
    std::string_view may_follow;  // each character alone
    std::string_view may_not;
  };
  const LineRow row = GENERATE(values<LineRow>({
      {"[", "{[\"1-tfnNI", ":,xT'/"},
      {"{", "\"", "{[:,1x'"},
      {"[1,", "{[\"1", ":,x"},
      {"[{\"a\": ", "{[\"1", "}],:x"},
      {"[{\"a\"", ":,", "{[\"1x"},
      {"[[{} ", ",]", "{[\":1x"},
      {"[[[]", ",]", "{[\":1x"},
      {"[[1", ",]", "{[\":1x"},
      {"[[true\t", ",]", "{[\":1x"},
      {"[\"a", "", "ab\" ]"},
  }));
  CAPTURE(row.first);
  for (const char c : row.may_follow) CHECK(after(row.first, {&c, 1}) == '(');
  for (const char c : row.may_not) CHECK(after(row.first, {&c, 1}) == '!');
}

TEST_CASE("depth has no limit") {
  const std::string open(1'000'000, '[');
  ValueScanner scanner;
  CHECK(scanner.scan(open) == open.size());
  CHECK(letter(scanner.state()) == '(');
  const std::string close(1'000'000, ']');
  CHECK(scanner.scan(close + "]") == close.size());
  CHECK(letter(scanner.state()) == '.');
}

TEST_CASE("a text of one value, with white space around it or not, is recognized") {
  const std::string_view one =
      GENERATE(as<std::string_view>{},  //
               "{}", " {} ", "[1, [2]]\r", "1", "-1 ", "\"a b\"", "null", "{\"a\": \"}{\"}");
  const std::string_view other =
      GENERATE(as<std::string_view>{},  //
               "", " ", "{", "{}}", "{} {}", "1 2", "\"a", "{}x", "hello", "data: {}", "]");
  CAPTURE(one, other);
  CHECK(is_one_value(one));
  CHECK_FALSE(is_one_value(other));
}

TEST_CASE("only JSON's white space is trimmed") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n") == "");
  CHECK(trim("a") == "a");
  CHECK(trim("\n a b\t\r") == "a b");
  CHECK(trim("\v a\f") == "\v a\f");
  CHECK(trim("\xC2\xA0") == "\xC2\xA0");
}
