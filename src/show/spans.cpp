#include "spans.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "logprobs/text.hpp"

namespace logprobs {
namespace {

/// Where the characters of a text begin, as people count them: a flag for each byte, and its end.
std::vector<bool> character_begins(std::string_view text) {
  std::vector<bool> begins(text.size() + 1);
  VisibleStream stream(Space::flow);
  stream.feed(text);
  stream.finish();
  std::size_t at = 0;
  for (Glyph glyph; stream.next(glyph); at += glyph.size) begins[at] = !glyph.extends;
  begins.front() = begins.back() = true;
  return begins;
}

/// Groups the tokens of a choice; `offsets_` are their places in the text, and its end.
class SpanBuilder {
 public:
  SpanBuilder(const Choice& choice, std::string_view text)
      : text_(text), begins_(character_begins(text)) {
    std::size_t at = 0;
    for (const Token& token : choice.tokens) {
      offsets_.push_back(at);
      at += token.text.size;
    }
    offsets_.push_back(at);
  }

  /// Adds a token with a clue, which stands behind those that were added before.
  void add(std::size_t token) {
    if (!spans_.empty() && token < spans_.back().last) return;  // of a character that is in it
    std::size_t first = token;
    std::size_t last = token + 1;
    while (first > 0 && !begins_[offsets_[first]]) --first;
    while (last + 1 < offsets_.size() && !begins_[offsets_[last]]) ++last;
    if (!spans_.empty() && continues(first)) {
      spans_.back().last = std::max(spans_.back().last, last);
    } else {
      spans_.push_back({.first = first, .last = last});
    }
  }

  std::vector<UncertainSpan> take() {
    for (UncertainSpan& span : spans_) {
      span.begin = offsets_[span.first];
      span.end = offsets_[span.last];
    }
    return std::move(spans_);
  }

 private:
  bool continues(std::size_t first) const {
    const std::size_t end = spans_.back().last;
    return first < end || (first == end && !begins_word(text_, offsets_[first]) &&
                           !ends_word(token_text(first - 1)));
  }

  std::string_view token_text(std::size_t token) const {
    return text_.substr(offsets_[token], offsets_[token + 1] - offsets_[token]);
  }

  std::string_view text_;
  std::vector<bool> begins_;  // a character
  std::vector<std::size_t> offsets_;
  std::vector<UncertainSpan> spans_;
};

/// The product of the probabilities of a span's tokens, as percent() is to have it.
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
    for (const ClueInfo& info : clue_table) {
      span.clues.*info.clue = span.clues.*info.clue || report.verdicts[i].clues.*info.clue;
    }
  }
}

}  // namespace

std::vector<UncertainSpan> uncertain_spans(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text) {
  SpanBuilder spans(choice, text);
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (report.verdicts[i].clues.any()) spans.add(i);
  }
  std::vector<UncertainSpan> found = spans.take();
  for (UncertainSpan& span : found) weigh(choice, report, span);
  return found;
}

}  // namespace logprobs
