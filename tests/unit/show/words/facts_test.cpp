#include "show/words/facts.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

std::string line_of(const Answer& answer, const Thresholds& thresholds = {}) {
  const Report report = judged(answer, thresholds);
  return summary_line(answer, answer.choices[0], report.choices[0], thresholds);
}

}  // namespace

TEST_CASE("one line sums up the choice") {
  CHECK(line_of(answer_of({{"a", 1}})) ==
        "m · 1 token · perplexity 1.00 · least sure “a” 100.0% · 0 low · 0 ambiguous · 0 not top");
  CHECK(line_of(answer_with_clues()) ==
        "m · 3 tokens · perplexity 6.06 · least sure “a” 5.0% · 1 low · 1 ambiguous · 1 not top");
}

TEST_CASE("the summary line leaves out what is unknown and says how the answer ended") {
  Answer answer = answer_of({{"a", 0.5}});
  answer.model.clear();
  const std::string start = "1 token · perplexity 2.00 · least sure “a” 50.0%";
  const std::string counts = " · 0 low · 0 ambiguous · 0 not top";
  CHECK(line_of(answer) == start + counts);
  answer.choices[0].finish_reason = "length";
  CHECK(line_of(answer) == start + counts + " · length");
  answer.state = State::cut;
  CHECK(line_of(answer) == start + counts + " · cut off");
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(line_of(answer) == "1 token" + counts + " · cut off");
  answer.choices[0].kind = Kind::refusal;
  CHECK(line_of(answer) == "refusal · 1 token" + counts + " · cut off");
}

TEST_CASE("the least sure word is quoted without the white space around it") {
  CHECK_THAT(line_of(answer_of({{" lesson\n", 0.5}})), Contains("least sure “lesson” 50.0%"));
  CHECK_THAT(line_of(answer_of({{" \n", 0.5}})), Contains("least sure “ \\n” 50.0%"));
}

TEST_CASE("percentages in the summary line respect the thresholds") {
  CHECK_THAT(line_of(answer_of({{"a", 0.8996}})), Contains("“a” 89.9% "));
  Thresholds thresholds;
  thresholds.bands[0] = 0.95;
  CHECK_THAT(line_of(answer_of({{"a", 0.8996}}), thresholds), Contains("“a” 90.0% "));
}

TEST_CASE("text from outside is made visible and short in the summary line") {
  Answer answer = answer_of({{"\x1b[2J\n", 0.5}});
  answer.model = "m\u202e";
  CHECK_THAT(line_of(answer), Contains("m\\u{202e} · 1 token") && Contains("“\\x1b[2J”"));
  const std::string least = line_of(answer_of({{std::string(100, 'x'), 0.5}}));
  CHECK_THAT(least, Contains("“" + std::string(39, 'x') + "…”"));
}

TEST_CASE("raw logits say what they are, and what was applied to them") {
  Answer answer = answer_of({{"a", 0.5, {{"a", 0.5}}}});
  answer.model = "";
  answer.logits = RawLogits{LogitsKind::scores, 512};
  CHECK_THAT(line_of(answer),
             StartsWith("scores after logits processors (vocabulary 512) · 1 token"));
  answer.logits = RawLogits{LogitsKind::logits, 9, {.temperature = 0.5, .top_p = 0.9}};
  answer.choices[0].whole.push_back({.possible = 4});
  CHECK_THAT(line_of(answer),
             StartsWith("the model's logits (vocabulary 9) · at temperature 0.5, top-p 0.9 · "
                        "4 of them possible · 1 token"));
  answer.choices[0].whole = {Whole{}};
  CHECK_THAT(line_of(answer), Contains("top-p 0.9 · 1 token"));
}
