#include "judge/clues.hpp"

#include "judge/ranking.hpp"

namespace logprobs::judge {

Verdict judge_token(const Answer& answer, const Token& token, const Thresholds& thresholds) {
  const Ranking ranking = rank(answer, token);
  Verdict verdict;
  verdict.probability = probability(token.logprob);
  // NaN if either of them is.
  const double first = ranking.first.logprob == token.logprob ? verdict.probability
                                                              : probability(ranking.first.logprob);
  verdict.margin = first - probability(ranking.second.logprob);
  verdict.rank = ranking.rank;
  verdict.chosen = ranking.chosen;
  verdict.first = ranking.first.place;
  verdict.second = ranking.second.place;
  verdict.band = band_of(verdict.probability, thresholds);
  // Comparisons with NaN are false, so that an unknown value is not a clue.
  verdict.clues.low = verdict.probability < thresholds.low;
  verdict.clues.ambiguous =
      !is_floor(ranking.first.logprob) && verdict.margin < thresholds.ambiguous;
  verdict.clues.not_top = is_scored(token.logprob) && ranking.best_other > token.logprob;
  return verdict;
}

}  // namespace logprobs::judge
