#include "judge/choice_text.hpp"

#include <algorithm>
#include <limits>

namespace logprobs::judge {

double summand(double logprob) {
  if (!is_scored(logprob)) return unknown_logprob;
  return is_floor(logprob) ? -std::numeric_limits<double>::infinity() : std::min(logprob, 0.0);
}

ChoiceText text_of(const Answer& answer, const Choice& choice) {
  ChoiceText result;
  result.ends.reserve(choice.tokens.size());
  for (const Token& token : choice.tokens) {
    result.text += answer.view(token.shown);
    result.ends.push_back(result.text.size());
  }
  return result;
}

Part part_of(const Choice& choice, const ChoiceText& text, std::size_t begin, std::size_t end) {
  const std::vector<std::size_t>& ends = text.ends;
  Part part{.begin = begin, .end = end};
  const auto first = std::upper_bound(ends.begin(), ends.end(), begin);
  part.first = static_cast<std::size_t>(first - ends.begin());
  part.last = part.first;
  if (begin < end) {
    const auto last = std::lower_bound(first, ends.end(), end);
    part.last = static_cast<std::size_t>(last - ends.begin()) + 1;
  }
  sum_up(choice, part);
  return part;
}

void sum_up(const Choice& choice, Part& part) {
  part.sum_logprob = 0;
  part.least_sure = part.first;
  double lowest = std::numeric_limits<double>::infinity();
  for (std::size_t i = part.first; i < part.last; ++i) {
    const double logprob = summand(choice.tokens[i].logprob);
    part.sum_logprob += logprob;
    if (!(logprob < lowest)) continue;
    lowest = logprob;
    part.least_sure = i;
  }
}

}  // namespace logprobs::judge
