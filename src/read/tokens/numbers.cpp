#include "read/tokens/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace logprobs::read {
namespace {

bool is_impossible(double logprob) { return !is_scored(logprob) && std::isfinite(logprob); }

/// The alternatives that are not scored come last.
bool has_impossible(const Answer& answer, const Token& token) {
  if (is_impossible(token.logprob)) return true;
  const Alternative* entry = answer.end(token);
  while (entry != answer.begin(token) && !is_scored(entry[-1].logprob)) {
    if (is_impossible((--entry)->logprob)) return true;
  }
  return false;
}

}  // namespace

bool has_logprobs(const Answer& answer) {
  return std::any_of(answer.choices.begin(), answer.choices.end(), [](const Choice& choice) {
    return std::any_of(choice.tokens.begin(), choice.tokens.end(),
                       [](const Token& token) { return !std::isnan(token.logprob); });
  });
}

std::size_t count_impossible(const Answer& answer) {
  std::size_t count = 0;
  for (const Choice& choice : answer.choices) {
    for (const Token& token : choice.tokens) count += has_impossible(answer, token) ? 1 : 0;
  }
  return count;
}

}  // namespace logprobs::read
