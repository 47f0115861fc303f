#include "show/words/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "show/words/choice_text.hpp"

namespace logprobs::show {
namespace {

/// Recognizes alternatives that were sent before; those of one logprob follow each other.
class Repetitions {
 public:
  bool repeats(const Answer& answer, const Alternative& entry) {
    if (entry.logprob != logprob_) known_.clear();
    logprob_ = entry.logprob;
    return !known_.emplace(entry.id, entry.id ? "" : answer.view(entry.text)).second;
  }

 private:
  double logprob_ = unknown_logprob;
  std::set<std::pair<std::optional<std::int64_t>, std::string_view>> known_;
};

bool is_known(const Candidate& candidate) { return is_scored(candidate.logprob); }

/// What a share of the probability adds to the entropy if each of its tokens has at most `p`.
double bits(double share, double p) { return share > 0 ? -share * std::log2(p) : 0; }

/// Puts a chosen token that is not in the list in its place.
void add_chosen(const Candidate& own, Distribution& distribution) {
  std::vector<Candidate>& candidates = distribution.candidates;
  const bool scored = is_known(own);
  auto place = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& other) {
    return !scored && !is_known(other) && other.shown == own.shown;
  });
  if (place != candidates.end()) {
    *place = own;
  } else {
    place = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& other) {
      return !is_known(other) || (scored && own.logprob > other.logprob);
    });
    place = candidates.insert(place, own);
  }
  distribution.chosen = static_cast<std::size_t>(place - candidates.begin());
}

}  // namespace

std::int32_t listed_place(const Token& token, const Verdict& verdict) {
  return is_scored(token.logprob) ? verdict.chosen : no_entry;
}

Distribution distribution(const Answer& answer, const Token& token, const Verdict& verdict) {
  const std::int32_t chosen = listed_place(token, verdict);
  const Candidate own{answer.view(token.text), listed(answer, token), token.logprob};
  Distribution all;
  Repetitions before;
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(token.alternatives.size); ++i) {
    const bool repeated = before.repeats(answer, answer.begin(token)[i]);
    if (repeated && i != chosen) continue;
    Candidate candidate = candidate_at(answer, token, i);
    if (i == chosen) {
      all.chosen = all.candidates.size();
      candidate.text = own.text;
      candidate.shown = own.shown;
    }
    all.candidates.push_back(candidate);
  }
  if (chosen == no_entry) add_chosen(own, all);
  return all;
}

double unlisted(const Distribution& distribution) {
  constexpr double tolerance = 1e-6;  // the same as in is_scored()
  double rest = 1;                    // NaN as soon as one is unscored
  for (const Candidate& candidate : distribution.candidates) rest -= probability(candidate.logprob);
  return rest > tolerance ? rest : 0;
}

double entropy_bits(const Distribution& distribution) {
  const std::vector<Candidate>& candidates = distribution.candidates;
  const bool known = std::all_of(candidates.begin(), candidates.end(), is_known);
  if (candidates.size() < 2 || !known || is_floor(candidates.front().logprob)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double sum = 0;
  for (const Candidate& candidate : candidates) {
    const double p = probability(candidate.logprob);
    sum += bits(p, p);
  }
  const double rest = unlisted(distribution);
  // A chosen token that the list lacks does not limit how probable the unlisted ones are.
  const std::size_t end = candidates.size() - 1;
  const double last = probability(candidates[distribution.chosen == end ? end - 1 : end].logprob);
  return sum + bits(rest, last > 0 ? std::min(last, rest) : rest);
}

}  // namespace logprobs::show
