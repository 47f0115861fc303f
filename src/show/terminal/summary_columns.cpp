#include "show/terminal/summary_columns.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "logprobs/text.hpp"
#include "show/terminal/fitting_columns.hpp"
#include "show/terminal/style.hpp"
#include "show/words/label_rows.hpp"

namespace logprobs::show {
namespace {

constexpr int wide_source = 24;
constexpr int narrow_source = 10;
constexpr int least_word = 8;
constexpr int most_word = 20;
constexpr int least_rest = 20;

}  // namespace

std::string ambiguous_name(const ShowOptions& options) {
  const std::string marks = token_marks({.ambiguous = true}, options);
  return marks.empty() ? "ambiguous" : marks;
}

std::string not_top_name(const ShowOptions& options) {
  const std::string marks = token_marks({.not_top = true}, options);
  return marks.empty() ? "not top" : marks;
}

SummaryColumns fit_summary(const ShowOptions& options) {
  constexpr int line_and_choice = 6;
  const int wanted = source_width(options, line_and_choice);
  SummaryColumns columns;
  const FittingColumns fitting(
      options.width, {&columns.source, &columns.tokens, &columns.perplexity, &columns.low,
                      &columns.ambiguous, &columns.not_top, &columns.clues, &columns.lowest,
                      &columns.index, &columns.word, &columns.rest});
  const int width = fitting.width();
  columns.ambiguous = std::max(columns.low, display_width(ambiguous_name(options)));
  columns.not_top = std::max(columns.low, display_width(not_top_name(options)));
  columns.source = std::min(wanted, wide_source);
  columns.word = least_word;
  const bool asked = !options.fields.empty() || options.sought.any();
  columns.rest = asked ? std::max(least_fields, finding_width(options.sought)) : least_rest;
  std::array<std::function<void()>, 9> steps = {
      [&] { columns.rest = 0; },
      [&] {
        columns.low = columns.ambiguous = columns.not_top = 0;
        columns.clues = 5;
      },
      [&] { columns.tokens = 0; },
      [&] { columns.clues = 0; },
      [&] { columns.source = std::min(columns.source, narrow_source); },
      [&] { columns.index = 0; },
      [&] { columns.perplexity = 0; },
      [&] { columns.word = 0; },
      [&] { columns.source = std::max(width - column_gap - columns.lowest, 0); },
  };
  // Whoever asks for fields wants them more than counts, and labels more than all but the source.
  const int later = options.sought.any() ? 8 : asked ? 5 : 1;
  std::rotate(steps.begin(), steps.begin() + 1, steps.begin() + later);
  fitting.give_up(steps);
  fitting.widen(columns.source, std::min(wanted, wide_source));
  fitting.widen(columns.word, most_word);
  fitting.widen(columns.source, wanted);
  fitting.widen(columns.rest, width);
  return columns;
}

}  // namespace logprobs::show
