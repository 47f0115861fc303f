#include <sstream>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

Answer unsure() {
  Answer answer = answer_of({{"The", 0.95},
                             {" cat", 0.05, {{" dog", 0.6}, {" cat", 0.05}}},
                             {" sat", 0.5, {{" sat", 0.5}, {" lay", 0.45}}},
                             {".", 0.9}});
  answer.source = "log.jsonl";
  answer.place.first_line = 3;
  return answer;
}

ShowOptions terminal(int width) {
  ShowOptions options;
  options.aligned = true;
  options.width = width;
  options.source_width = 9;
  return options;
}

}  // namespace

TEST_CASE("in a pipe a place is a row of columns") {
  CHECK(shown("places", unsure()) ==
        "log.jsonl:3:1\t0.05\tlow not-top\tThe [cat] sat.\t dog\t0.6\n"
        "log.jsonl:3:2\t0.5\tambiguous\tThe cat [sat].\t lay\t0.45\n");
}

TEST_CASE("a token is shown in its word, with its own numbers") {
  const Answer answer = answer_of({{"Wh", 0.05, {{"Cl", 0.6}, {"Wh", 0.05}}},
                                   {"isk", 0.95},
                                   {"ers", 0.5, {{"ers", 0.5}, {"ey", 0.45}}}});
  CHECK(shown("places", answer) ==
        "a.json:0\t0.05\tlow not-top\t[Wh]iskers\tCl\t0.6\n"
        "a.json:2\t0.5\tambiguous\tWhisk[ers]\tey\t0.45\n");
}

TEST_CASE("an answer without clues has no places") {
  CHECK(shown("places", answer_of({{"a", 0.95}})).empty());
  CHECK(shown("places", Answer{}).empty());
}

TEST_CASE("on a terminal places are aligned, with the best other as people read it") {
  CHECK(shown("places", unsure(), terminal(80)) ==
        "log.jsonl:3:1         5.0%  🎯    The [cat] sat.                ‘dog’ 60.0%\n"
        "log.jsonl:3:2        50.0%  🔀    The cat [sat].                ‘lay’ 45.0%\n");
}

TEST_CASE("the context shrinks first, then fields, the place, marks and the other") {
  ShowOptions options = terminal(100);
  options.fields = {"id"};
  Answer answer = unsure();
  answer.choices[0].tokens.resize(2);
  answer.fields = {{true, true, "7f-0123"}};
  const auto row = [&](int width) {
    options.width = width;
    return shown("places", answer, options);
  };
  CHECK(row(100) ==
        "log.jsonl:3:1         5.0%  🎯    The [cat]               ‘dog’ 60.0%       "
        "7f-0123\n");
  CHECK(row(70) == "log.jsonl:3:1         5.0%  🎯    The [cat]           ‘dog’ 60.0%\n");
  CHECK(row(40) == "log.jsonl:3:1       5.0%  The [cat]\n");
}

TEST_CASE("no place is wider than the terminal") {
  Answer answer = unsure();
  answer.source = "logs/of/猫/production.jsonl";
  answer.place.first_line = 12345678;
  answer.fields = {{true, true, "a value that is rather long"}};
  add_choice(answer, 12, {{"extraordinarily", 0.05, {{"ordinarily", 0.9}}}}, Kind::refusal);
  for (int width = 12; width <= 200; ++width) {
    for (const Marks marks : {Marks::emoji, Marks::ascii, Marks::none}) {
      ShowOptions options = terminal(width);
      options.source_width = display_width(answer.source);
      options.marks = marks;
      options.fields = {"key"};
      std::istringstream lines(shown("places", answer, options));
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(width, line);
        CHECK(display_width(line) <= width);
        CHECK(line.find('[') != std::string::npos);
      }
    }
  }
}

TEST_CASE("a place names line, choice, kind and token") {
  Answer answer = unsure();
  answer.choices.clear();
  add_choice(answer, 1, {{"a", 0.05}});
  add_choice(answer, 1, {{"b", 0.95}, {"c", 0.05}}, Kind::refusal);
  CHECK_THAT(shown("places", answer),
             StartsWith("log.jsonl:3#1:0\t") && Contains("\nlog.jsonl:3#1:refusal:1\t"));
  answer = unsure();
  answer.place.first_line = 0;
  CHECK_THAT(shown("places", answer), StartsWith("log.jsonl:1\t"));
  answer.source = "https://host/v1";
  answer.place.first_line = 3;
  CHECK_THAT(shown("places", answer), StartsWith("https://host/v1:1\t"));
}

TEST_CASE("the best other shows its space where nothing else tells it from the token") {
  const Answer answer = answer_of({{"the", 0.05, {{" the", 0.9}, {"the", 0.05}}}});
  CHECK_THAT(shown("places", answer, terminal(80)), Contains("‘␣the’ 90.0%"));
}

TEST_CASE("the best other is never the chosen token") {
  const Answer first = answer_of({{"a", 0.5, {{"a", 0.5}, {"b", 0.45}}}});
  CHECK_THAT(shown("places", first), Contains("\tb\t0.45\n"));
  const Answer missing = answer_of({{"a", 0.05, {{"b", 0.9}}}});
  CHECK_THAT(shown("places", missing), Contains("\tb\t0.9\n"));
  const Answer none = answer_of({{"a", 0.05}});
  CHECK_THAT(shown("places", none), Contains("\t[a]\t\t\n"));
}

TEST_CASE("the token and its probability have the colour of the band") {
  ShowOptions options = terminal(80);
  options.depth = ColorDepth::ansi16;
  const std::string text = shown("places", unsure(), options);
  CHECK_THAT(text, StartsWith("\x1b[0;2mlog.jsonl:3:1\x1b[0m"));
  CHECK_THAT(text, Contains("\x1b[0;1;31m5.0%"));
  CHECK_THAT(text, Contains("\x1b[0;1;31m[\x1b[0;1;31;4mcat\x1b[0;1;31m]\x1b[0m sat."));
}

TEST_CASE("fields are the last columns") {
  ShowOptions options;
  options.fields = {"id", "n"};
  Answer answer = unsure();
  answer.fields = {{true, true, "7\tf"}, {}};
  CHECK_THAT(shown("places", answer, options), Contains("\t0.6\t7\\tf\t\n"));
}
