#include "show/stats/calibration.hpp"

#include "text/fnv1a.hpp"

namespace logprobs::show {
namespace {

/// Whether the choice's tokens are what was judged, and not what led to it.
bool is_answer(const Choice& choice) {
  const bool says_it = choice.kind == Kind::content || choice.kind == Kind::refusal;
  return says_it && !choice.tokens.empty();
}

KnownAnswer scored(KnownAnswer known, const Summary& summary) {
  if (summary.scored == 0) return known;
  known.end = KnownAnswer::End::scored;
  known.partly = summary.unscored + summary.floors > 0;
  known.mean_logprob = summary.mean_logprob;
  known.min_logprob = summary.min_logprob;
  known.sum_logprob = summary.sum_logprob;
  return known;
}

}  // namespace

void Calibration::add(const Answer& answer, const Report& report, const Truth& truth) {
  if (answer.custom_id.empty()) {
    ++without_id;
    return;
  }
  const auto found = truth.find(answer.custom_id);
  if (found == truth.end()) {
    ++without_truth;
    return;
  }
  KnownAnswer nothing;
  nothing.place = found->second.place;
  nothing.correct = found->second.correct;
  nothing.end = answer.failure ? KnownAnswer::End::failed : KnownAnswer::End::unscored;
  const std::size_t before = known.size();
  for (std::size_t i = 0; i < answer.choices.size() && !answer.failure; ++i) {
    if (is_answer(answer.choices[i])) known.push_back(scored(nothing, report.choices[i].summary));
  }
  if (known.size() == before) known.push_back(nothing);
}

std::uint64_t fingerprint(const Truth& truth) {
  std::uint64_t sum = 0;  // of entries in any order
  for (const auto& [id, entry] : truth) {
    text::Fnv1a hash;
    hash.add(id);
    hash.add_number(entry.place);
    hash.add_number(entry.correct ? 1 : 0);
    sum += hash.value();
  }
  return sum;
}

void Calibration::merge(const Calibration& other) {
  known.insert(known.end(), other.known.begin(), other.known.end());
  without_truth += other.without_truth;
  without_id += other.without_id;
}

}  // namespace logprobs::show
