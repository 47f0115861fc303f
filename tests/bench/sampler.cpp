#include "sampler.hpp"

#include <algorithm>
#include <cmath>

namespace bench {
namespace {

constexpr float floor_logprob = -9999;

}  // namespace

Answer Sampler::answer(std::size_t tokens, Spelling spelling) {
  Answer answer{.spelling = spelling};
  while (answer.picks.size() < tokens) {
    const Unit& unit = vocabulary_.choose(random_);
    if (answer.picks.size() + unit.tokens.size() > tokens) continue;
    answer.text += in(unit.text, spelling);
    for (const std::size_t token : unit.tokens) answer.picks.push_back(pick(token));
    answer.picks.back().piece = in(unit.text, spelling);
  }
  return answer;
}

Pick Sampler::pick(std::size_t token) {
  Pick pick;
  pick.chosen = {token, judge(token, pick.alternatives)};
  forget_bytes(pick.chosen);
  for (Scored& alternative : pick.alternatives) forget_bytes(alternative);
  return pick;
}

/// Returns the chosen token's logprob and fills in its alternatives, most probable first.
float Sampler::judge(std::size_t chosen, std::vector<Scored>& alternatives) {
  score(alternatives);
  name(chosen, alternatives);
  const float lowest = alternatives.back().logprob;
  alternatives.pop_back();
  const double luck = random_.unit();
  if (alternatives.empty()) return lowest;
  if (luck < 0.001) return floor_logprob;
  if (luck < 0.03) return lowest;
  const std::size_t rank = luck < 0.12 ? random_.below(alternatives.size()) : 0;
  alternatives[rank].token = chosen;
  return alternatives[rank].logprob;
}

/// k + 1 falling logprobs: the last is for a chosen token outside the top k.
void Sampler::score(std::vector<Scored>& alternatives) {
  const bool certain = random_.chance(0.02);
  const double rest = certain ? 1e-8 : 0.7 * std::pow(10, -6.5 * random_.unit());
  double logprob = certain ? 0 : std::log1p(-rest);
  for (std::size_t i = 0; i <= k_; ++i) {
    alternatives.push_back({0, static_cast<float>(logprob)});
    if (i == 0) logprob = std::min(logprob, std::log(rest));
    logprob -= 0.05 + 1.2 * random_.unit();
  }
  if (k_ > 1 && random_.chance(0.003)) alternatives[k_ - 1].logprob = floor_logprob;
}

/// Gives every alternative a different token, never the chosen one.
void Sampler::name(std::size_t chosen, std::vector<Scored>& alternatives) {
  const std::size_t size = vocabulary_.tokens().size();
  const std::size_t step = 1 + random_.below(size / (k_ + 2));
  std::size_t token = random_.below(size);
  for (Scored& alternative : alternatives) {
    token = (token + step) % size;
    if (token == chosen) token = (token + step) % size;
    alternative.token = token;
  }
}

void Sampler::forget_bytes(Scored& scored) {
  scored.without_bytes = vocabulary_.tokens()[scored.token].whole && random_.chance(0.003);
}

}  // namespace bench
