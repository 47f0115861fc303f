#include "show/stats/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"
#include "show/stats/calibration_json.hpp"
#include "show/stats/calibration_report.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

/// An answer of one token.
Answer sample(const std::string& id, double probability) {
  Answer answer = test::answer_of({{"a", probability}});
  answer.custom_id = id;
  return answer;
}

void add(Calibration& calibration, const Answer& answer, const Truth& truth) {
  calibration.add(answer, test::judged(answer), truth);
}

/// Answers "0", "1" ... of these probabilities; the odd ones are correct.
struct Sample {
  Truth truth;
  std::vector<Answer> answers;

  explicit Sample(const std::vector<double>& probabilities) {
    for (const double probability : probabilities) {
      const std::string id = std::to_string(answers.size());
      truth[id] = {static_cast<std::uint32_t>(answers.size()), answers.size() % 2 == 1};
      answers.push_back(sample(id, probability));
    }
  }

  CalibrationReport report() const {
    Calibration calibration;
    for (const Answer& answer : answers) add(calibration, answer, truth);
    return report_on(calibration, truth.size());
  }
};

std::string json_of(const CalibrationReport& report) {
  std::string json = "{";
  calibration_field(json, report);
  return json;
}

}  // namespace

TEST_CASE("AUROC counts ties half") {
  const auto auroc = [](const std::vector<double>& probabilities) {
    return Sample(probabilities).report().scores[0].auroc;
  };
  CHECK(auroc({0.1, 0.9}) == 1);
  CHECK(auroc({0.9, 0.1}) == 0);
  CHECK(auroc({0.5, 0.5}) == 0.5);
  CHECK(auroc({0.5, 0.5, 0.2, 0.9}) == 0.875);
  CHECK(std::isnan(auroc({0.5})));
}

TEST_CASE("bins of equal width hold their upper edge") {
  const CalibrationReport report = Sample({1.0 / 15, 1, 0.0666}).report();
  const Reliability& bins = report.scores[0].equal_width;
  CHECK(bins[0].count == 2);
  CHECK(bins[14].count == 1);
  CHECK(bins[14].accuracy() == 1);
  CHECK(std::isnan(bins[7].accuracy()));
  CHECK(bins[7].from == 7.0 / 15);
}

TEST_CASE("bins of equal mass keep equal confidences together") {
  const auto counts = [](std::size_t n, double step) {
    std::vector<double> probabilities;
    for (std::size_t i = 0; i < n; ++i) {
      probabilities.push_back(0.5 + step * static_cast<double>(i));
    }
    std::vector<std::uint64_t> found;
    const CalibrationReport report = Sample(probabilities).report();
    for (const ReliabilityBin& bin : report.scores[0].equal_mass) {
      found.push_back(bin.count);
    }
    return found;
  };
  CHECK(counts(30, 0.01) == std::vector<std::uint64_t>(15, 2));
  CHECK(counts(15, 0.01) == std::vector<std::uint64_t>(15, 1));
  CHECK(counts(40, 0).front() == 40);
  CHECK(counts(1, 0).front() == 1);
}

TEST_CASE("each id of the truth is counted once") {
  Sample all({0.5, 0.6, 0.7, 0.8, 0.9, 0.95});
  all.answers[0].failure = Failure{"no", "", {}};
  all.answers[1].choices[0].tokens[0].logprob = unknown_logprob;
  test::add_choice(all.answers[2], 1, {{"b", 0.5}});
  all.answers[3].custom_id = "3a";
  all.answers.push_back(all.answers[4]);
  all.answers.push_back(sample("", 0.5));
  const CalibrationReport report = all.report();
  CHECK(report.failed == 1);
  CHECK(report.unscored == 1);
  CHECK(report.several == 2);
  CHECK(report.missing == 1);
  CHECK(report.matched == 1);
  CHECK(report.without_truth == 1);
  CHECK(report.without_id == 1);
  CHECK(report.correct == 1);
}

TEST_CASE("an answer that failed and then came is one answer") {
  Sample all({0.5, 0.6});
  all.answers.push_back(all.answers[1]);
  all.answers[1].failure = Failure{"no", "", {}};
  CHECK(all.report().matched == 2);
  CHECK(all.report().failed == 0);
}

TEST_CASE("reasoning is not the answer") {
  Sample all({0.5});
  test::add_choice(all.answers[0], 0, {{"why", 0.1}}, Kind::reasoning);
  CHECK(all.report().matched == 1);
  CHECK(all.report().scores[0].mean_confidence == 0.5);
}

TEST_CASE("what little data say comes with a warning") {
  CHECK(Sample({}).report().warnings ==
        std::vector<std::string>{"No answer has a custom_id that is in the truth."});
  CHECK(Sample({0.5}).report().warnings ==
        std::vector<std::string>{"Only 1 answer: fewer than 30 say little.",
                                 "No answer is correct: AUROC needs both."});
  CHECK(Sample(std::vector<double>(30, 0.5)).report().warnings.empty());
  Sample floor({0.5, 0.5});
  floor.answers[0].choices[0].tokens.push_back(floor.answers[0].choices[0].tokens[0]);
  floor.answers[0].choices[0].tokens[0].logprob = -9999;
  CHECK(floor.report().warnings.back() ==
        "Of 1 answer, tokens without a logprob are not in the scores.");
}

TEST_CASE("the report has the same bits in whatever order answers are added and merged") {
  std::mt19937_64 draw(11);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  std::vector<double> probabilities;
  for (int i = 0; i < 300; ++i) {
    probabilities.push_back(std::uniform_int_distribution(1, 99)(draw) / 100.0);  // with ties
  }
  Sample all(probabilities);
  all.answers.push_back(all.answers[7]);
  const std::string expected = json_of(all.report());
  for (int round = 0; round < 5; ++round) {
    std::shuffle(all.answers.begin(), all.answers.end(), draw);
    std::vector<Calibration> parts(4);
    for (const Answer& answer : all.answers) add(parts[draw() % 4], answer, all.truth);
    Calibration merged;
    for (const Calibration& part : parts) merged.merge(part);
    CHECK(json_of(report_on(merged, all.truth.size())) == expected);
  }
}
