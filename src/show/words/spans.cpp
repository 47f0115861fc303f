#include "show/words/spans.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/words.hpp"

namespace logprobs::show {
namespace {

bool has_clue(const TokenGroup& group, const ChoiceReport& report) {
  for (std::size_t i = group.first; i < group.last; ++i) {
    if (report.verdicts[i].clues.any()) return true;
  }
  return false;
}

/// Whether the group continues the word at the span's end; `last` is the token before the group.
bool continues(const UncertainSpan& span, const TokenGroup& group, const Token& last,
               std::string_view text) {
  const std::string_view before = text.substr(group.begin - last.shown.size, last.shown.size);
  return group.first == span.last && !text::begins_word(text, group.begin) &&
         !text::ends_word(before);
}

/// The product of the probabilities of a span's tokens, for percent() as in shown_probability().
double joint_probability(const Choice& choice, const UncertainSpan& span) {
  double sum = 0;
  bool any_floor = false;
  for (std::size_t i = span.first; i < span.last; ++i) {
    const double logprob = choice.tokens[i].logprob;
    if (!is_scored(logprob)) return std::numeric_limits<double>::quiet_NaN();
    any_floor = any_floor || is_floor(logprob);
    sum += std::min(logprob, 0.0);
  }
  return any_floor ? 0 : std::max(std::exp(sum), std::numeric_limits<double>::min());
}

void weigh(const Choice& choice, const ChoiceReport& report, UncertainSpan& span) {
  span.probability = joint_probability(choice, span);
  span.least_sure = span.first;
  for (std::size_t i = span.first; i < span.last; ++i) {
    const double logprob = choice.tokens[i].logprob;
    const double least = choice.tokens[span.least_sure].logprob;
    if (is_scored(logprob) && (logprob < least || !is_scored(least))) span.least_sure = i;
    span.clues |= report.verdicts[i].clues;
  }
}

}  // namespace

std::vector<UncertainSpan> uncertain_spans(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text) {
  std::vector<UncertainSpan> spans;
  spans.reserve(report.summary.unsure);  // where there are many, they would be copied as they grow
  each_group(choice, text, [&](const TokenGroup& group) {
    if (!has_clue(group, report)) return;
    const bool is_continued =
        !spans.empty() && continues(spans.back(), group, choice.tokens[group.first - 1], text);
    if (!is_continued) spans.push_back({group});
    spans.back().last = group.last;
    spans.back().end = group.end;
  });
  for (UncertainSpan& span : spans) weigh(choice, report, span);
  return spans;
}

}  // namespace logprobs::show
