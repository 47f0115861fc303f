// What answers say, of which it is known whether they are correct.
#pragma once

#include <cstdint>
#include <vector>

#include "logprobs/report.hpp"
#include "logprobs/truth.hpp"

namespace logprobs::show {

/// An answer whose custom_id is in the truth.
struct KnownAnswer {
  enum class End : std::uint8_t { scored, unscored, failed };

  std::uint32_t place = 0;  ///< of its custom_id, as in TruthEntry
  End end = End::scored;
  bool correct = false;
  bool partly = false;  ///< some of its tokens are not in the scores
  double mean_logprob = 0, min_logprob = 0, sum_logprob = 0;  ///< nats; 0 unless it is scored
};

/// All answers, next to the truth. They may be added and merged in any order: CalibrationReport
/// comes out the same.
struct Calibration {
  std::vector<KnownAnswer> known;   ///< one for each choice with tokens
  std::uint64_t without_truth = 0;  ///< answers whose custom_id is not in the truth
  std::uint64_t without_id = 0;     ///< answers that have none

  void add(const Answer& answer, const Report& report, const Truth& truth);
  /// Adds what was counted elsewhere with the same truth.
  void merge(const Calibration& other);
};

/// The same number for the same truth in the same order, and hardly ever for another.
std::uint64_t fingerprint(const Truth& truth);

}  // namespace logprobs::show
