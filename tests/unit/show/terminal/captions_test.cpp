#include "show/terminal/captions.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

std::string footer_of(const Answer& answer, const ShowOptions& options = {}) {
  Captions captions(options);
  const Report report = judged(answer, options.thresholds);
  std::string out;
  captions.below(answer, answer.choices[0], report.choices[0], Signs::bands, out);
  return out;
}

}  // namespace

TEST_CASE("the first choice has a heading only with several sources") {
  Answer answer = answer_of({{"a"}});
  add_choice(answer, 1, {{"b"}});
  const auto headings = [&](const ShowOptions& options) {
    Captions captions(options);
    std::string out;
    for (const Choice& choice : answer.choices) captions.above(answer, choice, out);
    return readable(out);
  };
  ShowOptions options;
  CHECK(headings(options) == "\nanswer 2\n");
  options.several_sources = true;
  CHECK(headings(options) == "a.json\n\nanswer 2\n");
  options.depth = ColorDepth::ansi16;
  CHECK(headings(options) == "<0;2>a.json<0>\n\n<0;2>answer 2<0>\n");
  options.quiet = true;
  CHECK(headings(options).empty());
}

TEST_CASE("the question follows the heading where one of several answers begins") {
  Answer answer = answer_of({{"a"}});
  add_choice(answer, 1, {{"b"}});
  answer.state = State::open;  // nothing is counted
  answer.choices_asked = 2;
  answer.question = "Why is\nthis so?";
  const auto headings = [&](const ShowOptions& options) {
    Captions captions(options);
    std::string out;
    for (int i = 0; i < 2; ++i) {
      for (const Choice& choice : answer.choices) captions.above(answer, choice, out);
      captions.end_answer(answer, out);
    }
    return readable(out);
  };
  const std::string second = "\na.json · answer 1 of 2\nWhy is↵this so?\n\nanswer 2 of 2\n";
  ShowOptions options;
  CHECK(headings(options) == "\nanswer 2 of 2\n" + second);
  options.several_sources = true;
  CHECK(headings(options) == second.substr(1) + second);
  options.width = 9;
  CHECK_THAT(headings(options), Contains("\nWhy is↵t…\n"));
  options.depth = ColorDepth::ansi16;
  CHECK_THAT(headings(options), Contains("\n<0;2>Why is↵t…<0>\n"));
  options.quiet = true;
  CHECK(headings(options).empty());
}

TEST_CASE("a stream's first choice has a heading if it is not the lowest one") {
  Answer answer = answer_of({});
  answer.choices.clear();
  add_choice(answer, 1, {{"b"}});
  const auto heading = [&](const ShowOptions& options) {
    Captions captions(options);
    std::string out;
    captions.above(answer, answer.choices[0], out);
    return out;
  };
  CHECK(heading({}) == "answer 2\n");
  ShowOptions options;
  options.one_choice = true;
  CHECK(heading(options).empty());
}

TEST_CASE("a heading is not wider than the terminal") {
  Answer answer = answer_of({{"a"}});
  answer.source = "runs/2024/november/answers.jsonl";
  answer.place.line = 325;
  answer.custom_id = "request-7";
  answer.choices_asked = 3;
  ShowOptions options;
  options.several_sources = true;
  const auto heading = [&](int width) {
    options.width = width;
    std::string out;
    Captions(options).above(answer, answer.choices[0], out);
    return out;
  };
  CHECK(heading(0) == "runs/2024/november/answers.jsonl:325 · request-7 · answer 1 of 3\n");
  CHECK(heading(48) == "runs/2024/november/answers.jsonl:325 · request-7\n  answer 1 of 3\n");
  CHECK(heading(20) == "…r/answers.jsonl:325\n  request-7\n  answer 1 of 3\n");
}

TEST_CASE("below several short answers their counts follow") {
  Answer answer = answer_of({{"Tabs"}});
  add_choice(answer, 1, {{"Spaces"}});
  ShowOptions options;
  const auto end = [&] {
    std::string out;
    Captions(options).end_answer(answer, out);
    return readable(out);
  };
  CHECK(end() == "\n  2 answers: 1 × Tabs, 1 × Spaces\n");
  options.width = 24;
  CHECK(end() == "\n  2 answers: 1 × Tabs\n  1 × Spaces\n");
  options.quiet = true;
  CHECK(end().empty());
}

TEST_CASE("a long remark is broken between words") {
  ShowOptions options;
  options.width = 12;
  std::string out;
  Captions(options).remark("the last 20 answers", out);
  CHECK(out == "  the last\n  20 answers\n");
}

TEST_CASE("a remark is a line of its own, where legends are") {
  const auto remark = [](const ShowOptions& options) {
    std::string out;
    Captions(options).remark("more", out);
    return readable(out);
  };
  ShowOptions options;
  CHECK(remark(options) == "  more\n");
  options.depth = ColorDepth::ansi16;
  CHECK(remark(options) == "  <0;2>more<0>\n");
  options.legend = false;
  CHECK(remark(options).empty());
  options.legend = options.quiet = true;
  CHECK(remark(options).empty());
}

TEST_CASE("a footer is a blank line, the legend and the summary line") {
  const Answer answer = answer_of({{"a", 1}});
  const std::string legend = "  ■ >90%  ■ >70  ■ >50  ■ >30  ■ less\n";
  const std::string summary =
      "  m · 1 token · perplexity 1.00 · least sure “a” 100.0% · 0 low · 0 ambiguous · 0 not top\n";
  ShowOptions options;
  CHECK(footer_of(answer) == "\n" + legend + summary);
  options.legend = false;
  CHECK(footer_of(answer, options) == "\n" + summary);
  options.quiet = true;
  CHECK(footer_of(answer, options).empty());
  CHECK(footer_of(answer_of({})).empty());
}
