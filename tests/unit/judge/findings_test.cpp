#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;

namespace {

const Sought sought{.labels = {"yes", "no"}};

}  // namespace

TEST_CASE("a choice is searched once it has ended, or the answer has") {
  Answer answer = test::answer_of({{"yes", 0.5}});
  test::add_choice(answer, 1, {{"no", 0.5}});
  answer.choices[1].finish_reason.clear();
  Report report;
  judge_answer(answer, {}, report);
  judge_findings(answer, sought, false, report);
  CHECK(report.choices[0].findings().labels);
  CHECK_FALSE(report.choices[1].findings().labels);
  judge_findings(answer, sought, true, report);
  CHECK(report.choices[1].findings().labels);
}

TEST_CASE("a choice that grew after its end is searched again") {
  Answer answer = test::answer_of({{"\n", 0.5}, {"yes", 0.5}});
  const Answer part = test::cut_to(answer, 1);
  Report report;
  judge_answer(part, {}, report);
  judge_findings(part, sought, true, report);
  CHECK_FALSE(report.choices[0].findings().labels);
  judge_answer(answer, {}, report);
  judge_findings(answer, sought, true, report);
  CHECK(report.choices[0].findings().labels);
}

TEST_CASE("a report that is cleared forgets what was found") {
  Report report = test::judged(test::answer_of({{"yes", 0.5}}), {}, sought);
  clear(report);
  judge_answer(test::answer_of({{"so", 0.5}}), {}, report);
  CHECK_FALSE(report.choices[0].findings().labels);
}
