#include <sstream>

#include "answers.hpp"
#include "catch.hpp"
#include "show/terminal/summary_columns.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

ShowOptions terminal(int width) {
  ShowOptions options;
  options.aligned = true;
  options.width = width;
  options.source_width = 6;
  return options;
}

Answer sure_and_unsure() {
  return answer_of({{"The", 0.95, {{"The", 0.95}, {"A", 0.03}}},
                    {" dra", 0.05, {{" cat", 0.5}, {" dra", 0.05}}},
                    {"gon", 0.9, {{"gon", 0.9}, {"ft", 0.1}}},
                    {".\n", 0.9, {{".\n", 0.9}, {"!", 0.1}}}});
}

std::string row(const Answer& answer, ShowOptions options) {
  options.quiet = true;
  return shown("summary", answer, options);
}

}  // namespace

TEST_CASE("on a terminal a summary is aligned, with the word of the least sure token") {
  CHECK(shown("summary", sure_and_unsure(), terminal(80)) ==
        "source        tokens  perplexity  low   🔀   🎯  lowest     #  least sure\n"
        "a.json             4        2.26    1    0    1    5.0%     1  dragon\n");
}

TEST_CASE("the word of the least sure token is found in a long answer too") {
  std::vector<Said> tokens(300, Said{" żółw", 0.9});
  tokens[200] = {" dra", 0.05};
  tokens[201] = {"gon", 0.9};
  CHECK(row(answer_of(tokens), terminal(80)).ends_with(" 200  dragon\n"));
  tokens = {{std::string(3000, 'x'), 0.9}, {" dra", 0.05}, {"gon", 0.9}, {" and", 0.9}};
  CHECK(row(answer_of(tokens), terminal(80)).ends_with(" 1  dragon\n"));
}

TEST_CASE("what is least important is left out first on a narrow terminal") {
  CHECK(row(sure_and_unsure(), terminal(140)) ==
        "a.json             4        2.26    1    0    1    5.0%     1  dragon                m\n");
  CHECK(row(sure_and_unsure(), terminal(60)) ==
        "a.json              2.26      1    5.0%     1  dragon\n");
  CHECK(row(sure_and_unsure(), terminal(40)) == "a.json            2.26    5.0%  dragon\n");
  CHECK(row(sure_and_unsure(), terminal(30)) == "a.json          5.0%  dragon\n");
  CHECK(row(sure_and_unsure(), terminal(20)) == "a.json          5.0%\n");
}

TEST_CASE("no row of a summary is wider than the terminal") {
  Answer answer = sure_and_unsure();
  answer.source = "answers/of/a/long/猫/path.jsonl";
  answer.custom_id = "request-1234567890";
  answer.place.line = 1234567;
  answer.choices[0].finish_reason = "length";
  add_choice(answer, 12, {{"extraordinarilylongword", 1e-9}}, Kind::refusal);
  for (int width = 1; width <= 200; ++width) {
    for (const Marks marks : {Marks::emoji, Marks::ascii, Marks::none}) {
      ShowOptions options = terminal(width);
      options.source_width = display_width(answer.source);
      options.marks = marks;
      std::istringstream lines(shown("summary", answer, options));
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(width, line);
        CHECK(display_width(line) <= width);
      }
    }
  }
}

TEST_CASE("a long name keeps its end") {
  Answer answer = sure_and_unsure();
  answer.source = "answers/of/a/model/poland.jsonl";
  answer.place.line = 7;
  CHECK(row(answer, terminal(40)).starts_with("…d.jsonl:7 "));
}

TEST_CASE("a perplexity has the band of its inverse, a probability") {
  ShowOptions options = terminal(80);
  options.depth = ColorDepth::ansi16;
  const Answer answer = answer_of({{"a", 0.4}, {"b", 0.9}});  // perplexity 1.67: 60%
  CHECK_THAT(row(answer, options), Contains("\x1b[0;33m1.67\x1b[0m"));
  CHECK_THAT(row(answer, options), Contains("\x1b[0;31m40.0%\x1b[0m"));
}

TEST_CASE("a choice without numbers has its name, and what else is known") {
  Answer answer = answer_of({});
  answer.choices[0].message = "text";
  answer.choices[0].finish_reason = "length";
  CHECK(row(answer, terminal(140)) ==
        "a.json             0                0    0    0" + std::string(38, ' ') + "m · length\n");
}
