#include "show/terminal/findings.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;

namespace {

const Answer answer =
    test::answer_of({{"yes", 0.75, {{"yes", 0.75}, {"no", 0.125}, {"\x1b[2J", 0.0625}}}});

ShowOptions looking_for(std::vector<std::string> labels, int width = 0) {
  ShowOptions options = test::bare(width);
  options.sought.labels = std::move(labels);
  return options;
}

}  // namespace

TEST_CASE("labels are a block of bars below the answer") {
  CHECK(test::shown("text", answer, looking_for({"yes", "no", "maybe"})) ==
        "yes\n\n"
        "  yes            75.0%     85.7%  ████████████████████████\n"
        "  no             12.5%     14.3%  ████\n"
        "  maybe         ≤ 6.3%\n"
        "  (other)         6.3%            ██\n"
        "  (not listed)    6.3%            ██\n");
}

TEST_CASE("labels that run from right to left keep their place") {
  CHECK(test::shown("text", answer, looking_for({"yes", "שלום"})) ==
        "yes\n\n"
        "  yes            75.0%    100.0%  ████████████████████████\n"
        "  \u2068שלום\u2069          ≤ 6.3%\n"
        "  (other)        18.8%            ██████\n"
        "  (not listed)    6.3%            ██\n");
}

TEST_CASE("a narrow terminal has no room for bars, and then for shares") {
  for (const int width : {60, 40, 34, 24, 12}) {
    const std::string text = test::shown("text", answer, looking_for({"yes", "\x1b[2Jbad"}, width));
    CAPTURE(text);
    CHECK(test::widest_line(text) <= width);
    CHECK(text.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("an answer that grows gets its block at the end") {
  const ShowOptions options = looking_for({"yes", "no"});
  Answer two = answer;
  test::add_choice(two, 1, {{"\n", 0.5}, {"no", 0.5}, {".", 0.5}});
  for (const char* view : {"text", "table", "chart", "csv", "json", "markdown"}) {
    CAPTURE(view);
    CHECK(test::show_growing(view, answer, options) == test::shown(view, answer, options));
    CHECK(test::show_growing(view, two, options) == test::shown(view, two, options));
  }
}
