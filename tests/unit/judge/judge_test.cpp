#include "logprobs/judge.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;
using logprobs::Report;
using logprobs::Thresholds;

namespace {

/// The choice with this index and kind, which is made if there is none.
Choice& choice(Answer& answer, int index, Kind kind = Kind::content) {
  auto place = answer.choices.begin();
  while (place != answer.choices.end() &&
         std::pair(place->index, place->kind) < std::pair(index, kind)) {
    ++place;
  }
  const bool there = place != answer.choices.end() && place->index == index && place->kind == kind;
  if (!there) {
    place = answer.choices.emplace(place);
    place->index = index;
    place->kind = kind;
  }
  return *place;
}

void say(Answer& answer, int index, double logprob, Kind kind = Kind::content) {
  const logprobs::Token token =
      samples::make_token(answer, {"a", logprob}, {{"b", -0.7}, {"a", logprob}});
  choice(answer, index, kind).tokens.push_back(token);
}

std::string show(const logprobs::ChoiceReport& report) {
  std::string out = fmt::format("{}:{}", report.index, samples::word(report.kind));
  for (const logprobs::Verdict& verdict : report.verdicts) {
    out += fmt::format(" {:.4}/{:.4}/{}", verdict.probability, verdict.margin, verdict.rank);
  }
  const logprobs::Summary& summary = report.summary;
  return out + fmt::format(" = {} {:.6} {:.6} {} {} {} {}", summary.scored, summary.sum_logprob,
                           summary.perplexity, summary.low, summary.ambiguous, summary.not_top,
                           summary.least_sure);
}

std::string show(const Report& report) {
  std::string out;
  for (const logprobs::ChoiceReport& entry : report.choices) out += show(entry) + "\n";
  return out;
}

std::string judged(const Answer& answer) {
  Report report;
  logprobs::judge_answer(answer, {}, report);
  return show(report);
}

}  // namespace

TEST_CASE("an answer is judged choice by choice") {
  Answer answer;
  CHECK(judged(answer) == "");
  say(answer, 0, -1);
  say(answer, 0, -3);
  say(answer, 2, -0.75);
  choice(answer, 3);
  CHECK(judged(answer) ==
        "0:content 0.3679/0.1287/2 0.04979/0.4468/2 = 2 -4 7.38906 1 1 2 1\n"
        "2:content 0.4724/0.02422/2 = 1 -0.75 2.117 0 1 1 0\n"
        "3:content = 0 nan nan 0 0 0 0\n");
}

TEST_CASE("judging in pieces equals judging all at once") {
  Answer answer;
  Report report;
  for (int i = 0; i < 200; ++i) {
    say(answer, i * 7 % 3, -0.01 * i);
    if (i % 3 == 0) say(answer, i % 2, -0.02 * i, Kind::refusal);
    logprobs::judge_answer(answer, {}, report);
    if (i % 50 == 0) CHECK(show(report) == judged(answer));
    if (i % 9 == 0)
      logprobs::judge_answer(answer, {}, report);  // nothing new: nothing counted twice
  }
  CHECK(show(report) == judged(answer));
  CHECK(report.choices.size() == 5);
}

TEST_CASE("no token is judged twice") {
  Answer answer;
  Report report;
  say(answer, 0, -1);
  logprobs::judge_answer(answer, {}, report);
  Thresholds other;
  other.low = 1;
  say(answer, 0, -1);
  logprobs::judge_answer(answer, other, report);
  CHECK_FALSE(report.choices[0].verdicts[0].clues.low);
  CHECK(report.choices[0].verdicts[1].clues.low);
}

TEST_CASE("reports stay with their choices when others are inserted or removed") {
  Answer answer;
  Report report;
  say(answer, 1, -1);
  say(answer, 3, -2);
  logprobs::judge_answer(answer, {}, report);
  const auto check = [&] {
    logprobs::judge_answer(answer, {}, report);
    REQUIRE(report.choices.size() == answer.choices.size());
    CHECK(show(report) == judged(answer));
  };
  say(answer, 0, -3);  // before the others
  check();
  say(answer, 2, -0.5);  // between
  say(answer, 3, -0.5);
  check();
  say(answer, 3, -0.9, Kind::reasoning);  // another kind
  check();
  answer.choices.erase(answer.choices.begin() + 1);  // one is removed
  check();
  answer.choices.erase(answer.choices.begin());
  say(answer, 5, -1);  // one is removed, one added
  check();
  answer.choices.clear();
  check();
  say(answer, 1, -4);  // as new
  check();
}

TEST_CASE("a report is cleared before another response") {
  Answer first;
  Answer second;
  Report report;
  for (int i = 0; i < 20; ++i) say(first, i % 4, -2);
  say(second, 0, -1);
  say(second, 1, -0.5, Kind::refusal);
  logprobs::judge_answer(first, {}, report);
  logprobs::clear(report);
  CHECK(report.choices.empty());
  logprobs::judge_answer(second, {}, report);
  CHECK(show(report) == judged(second));
  logprobs::clear(report);
  logprobs::judge_answer(first, {}, report);
  CHECK(show(report) == judged(first));
}

TEST_CASE("the memory of a cleared report is used again") {
  Answer answer;
  Report report;
  for (int i = 0; i < 100; ++i) say(answer, 0, -2);
  logprobs::judge_answer(answer, {}, report);
  const auto* const before = report.choices[0].verdicts.data();
  logprobs::clear(report);
  logprobs::judge_answer(answer, {}, report);
  CHECK(report.choices[0].verdicts.data() == before);
}
