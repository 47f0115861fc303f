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
  CHECK(headings(options) == "\na.json · choice 1\n");
  options.several_sources = true;
  CHECK(headings(options) == "a.json · choice 0\n\na.json · choice 1\n");
  options.depth = ColorDepth::ansi16;
  CHECK(headings(options) == "<0;2>a.json · choice 0<0>\n\n<0;2>a.json · choice 1<0>\n");
  options.quiet = true;
  CHECK(headings(options).empty());
}

TEST_CASE("the question follows the heading where one of several answers begins") {
  Answer answer = answer_of({{"a"}});
  add_choice(answer, 1, {{"b"}});
  answer.question = "Why is\nthis so?";
  const auto headings = [&](const ShowOptions& options) {
    Captions captions(options);
    std::string out;
    for (int i = 0; i < 2; ++i) {
      for (const Choice& choice : answer.choices) captions.above(answer, choice, out);
      captions.end_answer();
    }
    return readable(out);
  };
  const std::string second = "\na.json · choice 0\nWhy is↵this so?\n\na.json · choice 1\n";
  ShowOptions options;
  CHECK(headings(options) == "\na.json · choice 1\n" + second);
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
  CHECK(heading({}) == "a.json · choice 1\n");
  ShowOptions options;
  options.one_choice = true;
  CHECK(heading(options).empty());
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
