#include "show/words/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace logprobs::show {
namespace {

/// Tells which entries were sent before; entries of one logprob follow each other.
class Doubles {
 public:
  bool seen(const Answer& answer, const Alternative& entry) {
    if (entry.logprob != logprob_) known_.clear();
    logprob_ = entry.logprob;
    return !known_.emplace(entry.id, entry.id ? "" : answer.view(entry.text)).second;
  }

 private:
  double logprob_ = unknown_logprob;
  std::set<std::pair<std::optional<std::int64_t>, std::string_view>> known_;
};

bool is_known(const Outcome& outcome) { return is_scored(outcome.logprob); }

/// What a share of the probability adds to the entropy when each of its tokens has `p` at most.
double bits(double share, double p) { return share > 0 ? -share * std::log2(p) : 0; }

}  // namespace

std::int32_t listed_place(const Token& token, const Verdict& verdict) {
  return is_scored(token.logprob) ? verdict.chosen : no_entry;
}

std::vector<Outcome> distribution(const Answer& answer, const Token& token,
                                  const Verdict& verdict) {
  const std::int32_t chosen = listed_place(token, verdict);
  const Alternative* const first = answer.begin(token);
  std::vector<Outcome> outcomes;
  Doubles doubles;
  for (const Alternative* entry = first; entry != answer.end(token); ++entry) {
    const bool again = doubles.seen(answer, *entry);
    const bool is_chosen = entry - first == chosen;
    const Span text = is_chosen ? token.shown : entry->shown;
    if (!again || is_chosen) outcomes.push_back({answer.view(text), entry->logprob, is_chosen});
  }
  if (chosen != no_entry) return outcomes;
  const Outcome own{answer.view(token.shown), token.logprob, true};
  const bool scored = is_known(own);
  const auto entry = std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
    return !scored && !is_known(outcome) && outcome.text == own.text;
  });
  if (entry != outcomes.end()) {
    *entry = own;
    return outcomes;
  }
  const auto place = std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
    return !is_known(outcome) || (scored && own.logprob > outcome.logprob);
  });
  outcomes.insert(place, own);
  return outcomes;
}

double unlisted(std::span<const Outcome> outcomes) {
  constexpr double tolerance = 1e-6;  // a logprob may be off by as much, see is_scored()
  double rest = 1;                    // NaN as soon as one is unscored
  for (const Outcome& outcome : outcomes) rest -= probability(outcome.logprob);
  return rest > tolerance ? rest : 0;
}

double entropy_bits(std::span<const Outcome> outcomes) {
  const bool known = std::all_of(outcomes.begin(), outcomes.end(), is_known);
  if (outcomes.size() < 2 || !known || is_floor(outcomes.front().logprob)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double sum = 0;
  for (const Outcome& outcome : outcomes) {
    const double p = probability(outcome.logprob);
    sum += bits(p, p);
  }
  const double rest = unlisted(outcomes);
  // A chosen token that the list lacks says nothing of how probable the unlisted ones are.
  const Outcome& listed = outcomes.back().chosen ? outcomes[outcomes.size() - 2] : outcomes.back();
  const double last = probability(listed.logprob);
  return sum + bits(rest, last > 0 ? std::min(last, rest) : rest);
}

}  // namespace logprobs::show
