#include "show/terminal/summary_columns.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "logprobs/text.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::show {
namespace {

constexpr int wide_source = 24;
constexpr int narrow_source = 10;
constexpr int least_word = 8;
constexpr int most_word = 20;
constexpr int least_rest = 20;
constexpr int least_fields = 12;

/// The cells of all columns, with the gaps between them.
int used(const SummaryColumns& columns) {
  int cells = columns.source;
  for (const int width :
       {columns.tokens, columns.perplexity, columns.low, columns.ambiguous, columns.not_top,
        columns.clues, columns.lowest, columns.index, columns.word, columns.rest}) {
    if (width > 0) cells += column_gap + width;
  }
  return cells;
}

/// The cells that the names take, as far as that is known before the first: with a line and a
/// choice.
int wanted_source(const ShowOptions& options) {
  constexpr int usual = 24;
  constexpr int line = 6;
  return options.source_width == 0 ? usual : options.source_width + line;
}

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
  constexpr int unlimited = 200;
  const int width = options.width == 0 ? unlimited : options.width;
  const int wanted = wanted_source(options);
  SummaryColumns columns;
  columns.ambiguous = std::max(columns.low, display_width(ambiguous_name(options)));
  columns.not_top = std::max(columns.low, display_width(not_top_name(options)));
  columns.source = std::min(wanted, wide_source);
  columns.word = least_word;
  columns.rest = options.fields.empty() ? least_rest : least_fields;
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
  // Whoever asks for fields wants them more than counts.
  if (!options.fields.empty()) std::rotate(steps.begin(), steps.begin() + 1, steps.begin() + 5);
  for (auto step = steps.begin(); used(columns) > width && step != steps.end(); ++step) (*step)();
  const auto widen = [&](int& column, int most) {
    const int more = std::min(width - used(columns), most - column);
    if (column > 0) column += std::max(more, 0);
  };
  widen(columns.source, std::min(wanted, wide_source));
  widen(columns.word, most_word);
  widen(columns.source, wanted);
  widen(columns.rest, width);
  return columns;
}

}  // namespace logprobs::show
