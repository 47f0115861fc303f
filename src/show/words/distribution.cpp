#include "show/words/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "show/words/choice_text.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr double tolerance = 1e-6;  // of a sum of probabilities; the same as in is_scored()

bool is_known(const Candidate& candidate) { return is_scored(candidate.logprob); }

/// The lower bound of the entropy of a list, whose candidates are added in its order.
class ListEntropy {
 public:
  void add(double logprob, bool chosen) {
    const double p = probability(logprob);
    best_ = count_ == 0 ? p : std::max(p, best_);
    sum_ += share(p, p);  // NaN as soon as one is unscored
    rest_ -= p;
    // A chosen token that the list lacks does not limit how probable the unlisted ones are.
    if (!chosen) last_ = p;
    ++count_;
  }

  double bits() const {
    constexpr double rounding = 0.01;
    if (count_ < 2 || !(best_ > 0) || rest_ < -rounding) return unknown_logprob;
    return sum_ + share(rest_, last_ > 0 ? std::min(last_, rest_) : rest_);
  }

 private:
  /// What a share of the probability adds if each of its tokens has at most `p`.
  static double share(double of_all, double p) { return of_all <= 0 ? 0 : -of_all * std::log2(p); }

  std::size_t count_ = 0;
  double best_ = 0, sum_ = 0, rest_ = 1, last_ = 0;
};

/// Whether two entries in a row have one logprob, so that one may repeat the other.
bool has_ties(const Answer& answer, const Token& token) {
  const auto alike = [](const Alternative& a, const Alternative& b) {
    return a.logprob == b.logprob && !is_floor(a.logprob);
  };
  return std::adjacent_find(answer.begin(token), answer.end(token), alike) != answer.end(token);
}

double bits_of(const Distribution& distribution) {
  ListEntropy sum;
  for (std::size_t i = 0; i < distribution.candidates.size(); ++i) {
    sum.add(distribution.candidates[i].logprob, i == distribution.chosen);
  }
  return sum.bits();
}

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

/// 1 minus the probabilities of these logprobs; 0 if only rounding leaves a rest, NaN if one is
/// unscored.
double rest_of(const Distribution& distribution, double Candidate::*logprob) {
  double rest = 1;
  for (const Candidate& candidate : distribution.candidates)
    rest -= probability(candidate.*logprob);
  return rest <= tolerance ? 0 : rest;
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

std::string share_of(const Answer& answer, double logprob, const Thresholds& thresholds) {
  const bool samples =
      answer.is_sampled() || (answer.logits && answer.logits->kind == LogitsKind::scores);
  const bool cut = samples && logprob == -std::numeric_limits<double>::infinity();
  return cut ? "cut" : share_text(shown_probability(logprob), thresholds);
}

double unlisted(const Distribution& distribution) {
  const double rest = rest_of(distribution, &Candidate::logprob);
  return std::isnan(rest) ? 0 : rest;
}

double unlisted_by_model(const Distribution& distribution) {
  return rest_of(distribution, &Candidate::model_logprob);
}

Entropy entropy_of(const Answer& answer, const Choice& choice, std::size_t index,
                   const Verdict& verdict) {
  if (index < choice.whole.size()) {
    const bool exact = answer.logits && answer.logits->kind != LogitsKind::clipped;
    return {choice.whole[index].entropy, exact || answer.logits->at.any()};
  }
  const Token& token = choice.tokens[index];
  if (has_ties(answer, token)) return {bits_of(distribution(answer, token, verdict))};
  const std::int32_t chosen = listed_place(token, verdict);
  ListEntropy sum;
  for (const Alternative* entry = answer.begin(token); entry != answer.end(token); ++entry) {
    sum.add(entry->logprob, entry - answer.begin(token) == chosen);
  }
  if (chosen == no_entry) sum.add(token.logprob, true);
  return {sum.bits()};
}

}  // namespace logprobs::show
