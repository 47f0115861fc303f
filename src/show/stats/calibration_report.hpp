// How well the probabilities of answers tell which are correct.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "show/stats/beta.hpp"
#include "show/stats/calibration.hpp"
#include "show/stats/fixed_sum.hpp"

namespace logprobs::show {

/// Answers of similar confidence: how sure the model was, and how often it was right.
struct ReliabilityBin {
  double from = 0, to = 1;  ///< confidences, 0 to 1; `from` is outside, unless it is the least
  std::uint64_t count = 0, correct = 0;
  FixedSum sum_confidence{};

  void add(double confidence, bool is_correct);
  double mean_confidence() const;  ///< NaN if it is empty
  double accuracy() const;         ///< NaN if it is empty
};

using Reliability = std::array<ReliabilityBin, 15>;

/// The expected calibration error: how far confidence and accuracy of a bin are apart, 0 to 1, in
/// the mean over all answers (Guo et al., On Calibration of Modern Neural Networks, 2017). NaN if
/// there are none.
double calibration_error(const Reliability& bins);

/// What one number of an answer says, taken as the probability that the answer is correct.
struct ScoreReport {
  std::string_view name;   ///< as in JSON
  std::string_view label;  ///< for people
  double auroc = 0;  ///< how often a correct answer has more than a wrong one; ties count half. NaN
                     ///< unless there are both
  double brier = 0;  ///< the mean of (confidence - correct)^2; NaN without answers
  double mean_confidence = 0;  ///< NaN without answers
  Reliability equal_width{};   ///< bins of 1/15 of the confidences
  /// Bins of 1/15 of the answers, where scikit-learn's calibration_curve() with strategy "quantile"
  /// has them. Equal confidences are in one bin.
  Reliability equal_mass{};
};

/// Everything that is known of the answers and the truth. Each id of the truth is counted in one of
/// the first five.
struct CalibrationReport {
  std::uint64_t matched = 0;   ///< with one answer, which the numbers are about
  std::uint64_t several = 0;   ///< with several, of which nobody knows which one was judged
  std::uint64_t failed = 0;    ///< with answers that all failed
  std::uint64_t unscored = 0;  ///< with an answer of which no token has a logprob
  std::uint64_t missing = 0;   ///< without an answer
  std::uint64_t without_truth = 0, without_id = 0;  ///< as in Calibration
  std::uint64_t partly = 0;      ///< matched answers with tokens that are not in the scores
  std::uint64_t correct = 0;     ///< of those matched
  Interval accuracy_interval{};  ///< 95%, of clopper_pearson()
  /// exp(mean logprob), the lowest probability of a token, and the product of all.
  std::array<ScoreReport, 3> scores{};
  std::vector<std::string>
      warnings{};  ///< what readers of the numbers should know, a sentence each

  double accuracy() const;  ///< NaN if none is matched
};

/// The report on `calibration`, made with a truth of so many ids.
CalibrationReport report_on(const Calibration& calibration, std::uint64_t ids);

}  // namespace logprobs::show
