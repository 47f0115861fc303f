#include "read/frame/prefix.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::find_after_text;
using logprobs::read::PrefixFinder;

namespace {

/// What is after the text in a line; `none` if nothing is found.
std::string_view after_text(std::string_view line) {
  const std::size_t at = find_after_text(line);
  return at == std::string_view::npos ? "none" : line.substr(at);
}

struct Row {
  std::string_view line;
  std::string_view found;
};

}  // namespace

TEST_CASE("an event or a value after text is found") {
  const Row row = GENERATE(values<Row>({
      {"10:00 INFO {\"a\": 1}", "{\"a\": 1}"},
      {"web-1  | [{}, {}] ", "[{}, {}] "},
      {"May 1 host llm[17]: {}", "{}"},
      {"it's \"so {}", "{}"},  // quotes in text mean nothing
      {"a {} b {}", "{}"},     // the one that goes to the line's end
      {"a {b {c {}", "{}"},    // brackets that do not close
      {"a\t{}", "{}"},
      {"a {\"b\": \"} {\"}", "{\"b\": \"} {\"}"},
      {"web-1 | data: {\"a\": {}}", "data: {\"a\": {}}"},
      {"web-1 | data: [DONE]", "data: [DONE]"},
      {"web-1 | error: {}", "error: {}"},
      {"web-1 | event: ping", "event: ping"},
      {"a{}", "none"},
      {"a {} b", "none"},
      {"a {", "none"},
      {"a }", "none"},
      {"no data: here", "none"},
      {"an error: {} b", "error: {} b"},
      {"see id: 7 : {", "none"},
      {"a \"b\"", "none"},
      {"a 7", "none"},
      {"", "none"},
  }));
  CAPTURE(row.line);
  CHECK(after_text(row.line) == row.found);
}

TEST_CASE("the time it takes to look after text is linear in the line's size") {
  for (const std::string_view piece : {" {", " [", " {}", " data:", " \"", " ] {"}) {
    std::string line = "x";
    while (line.size() < 500'000) line += piece;
    line += std::string(250'000, ' ') + "x";
    CHECK(find_after_text(line) == std::string::npos);
  }
}

TEST_CASE("lines with text like the last event's before them may have any field") {
  PrefixFinder finder;
  CHECK(finder.find("web-1  | id: 1") == std::string_view::npos);
  CHECK(finder.find("web-1  | data: {}") == 9);
  CHECK(finder.find("web-2  | id: 1") == 9);
  CHECK(finder.find("web-1  | : ping") == 9);
  CHECK(finder.find("web-1  | retry: 1") == 9);
  CHECK(finder.find("web-1 || retry: 1") == 9);
  CHECK(finder.find("web-1   x retry: 1") == std::string_view::npos);
  CHECK(finder.is_blank_line("web-1  |"));
  CHECK_FALSE(finder.is_blank_line("web-1  x"));
  CHECK_FALSE(finder.is_blank_line("web |"));
}

TEST_CASE("white space alone before an event is no text to remember") {
  const auto after_x = [](std::string_view line) { return line.substr(1); };
  PrefixFinder finder;
  CHECK(finder.find(after_x("x data: {}")) == 1);
  CHECK(finder.find(after_x("x retry: 1")) == std::string_view::npos);
  CHECK(finder.find("  web | data: {}") == 8);
  CHECK(finder.find("  web | retry: 1") == 8);
}
