#include "show/terminal/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/style.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_token = 40;
constexpr int widest_alternative = 24;
constexpr int small_bar = 6;

/// The cells of all columns but the last, with the gaps around them.
int used(const TableColumns& columns) {
  int cells = 0;
  for (const int width : {columns.number, columns.probability, columns.marks, columns.token,
                          columns.rank, columns.model, columns.possible, columns.bits}) {
    if (width > 0) cells += column_gap + width;
  }
  return cells + (columns.bar > 0 ? 1 + columns.bar : 0);
}

/// What the alternatives of all shown tokens take.
struct Wanted {
  int all_with_bars = 0;  ///< those of any one token, with bars
  int best = 0;           ///< the best other of any one
  int best_two = 0;       ///< the best two
};

void measure_others(const Answer& answer, const Token& token, const Verdict& verdict,
                    const ShowOptions& options, Wanted& wanted) {
  int with_bars = 0;
  int without = 0;
  std::size_t count = 0;
  each_other(answer, token, verdict, [&](const Alternative& entry) {
    const int gap = count == 0 ? 0 : alternative_gap;
    const auto width = [&](bool with_bar) {
      return alternative_cell(answer, entry, with_bar, widest_alternative, options.thresholds)
          .width;
    };
    with_bars += gap + width(true);
    if (count < 2) without += gap + width(false);
    if (count == 0) wanted.best = std::max(wanted.best, without);
    ++count;
    // More is wider than any terminal.
    return with_bars < options.width || count < 2;
  });
  wanted.all_with_bars = std::max(wanted.all_with_bars, with_bars);
  wanted.best_two = std::max(wanted.best_two, without);
}

/// Makes room on a terminal.
void fit(TableColumns& columns, const Wanted& wanted, int width) {
  constexpr int least_token = 8;
  constexpr int most_for_two = 38;
  constexpr int most_for_one = 15;
  const auto room = [&] { return width - used(columns) - column_gap; };
  columns.inner_bars = columns.inner_bars && wanted.all_with_bars <= room();
  const int two = std::min(wanted.best_two, most_for_two);
  const int one = std::min(wanted.best, most_for_one);
  if (room() < two) columns.bar = std::min(columns.bar, 4);
  if (room() < two) columns.bits = 0;
  if (room() < two) columns.bar = 0;
  if (room() < two) {
    columns.token = std::clamp(columns.token - (two - room()), std::min(columns.token, least_token),
                               columns.token);
  }
  for (int* const column : {&columns.possible, &columns.model}) {
    if (room() < two) *column = 0;
  }
  for (int* const column : {&columns.number, &columns.rank, &columns.marks}) {
    if (room() < one) *column = 0;
  }
  if (room() < one) {
    columns.token = std::clamp(columns.token - (one - room()), std::min(columns.token, least_token),
                               columns.token);
  }
  columns.has_instead = room() >= one;
  columns.instead = std::max(room(), 1);
  if (!columns.has_instead) {
    columns.token = std::max(columns.token - std::max(used(columns) - width, 0), 1);
  }
}

}  // namespace

std::string bits_text(const Entropy& entropy) {
  if (std::isnan(entropy.bits)) return {};
  if (entropy.exact) return fmt::format("{:.2f}", entropy.bits);
  return fmt::format("≥{:.2f}", std::floor(entropy.bits * 100) / 100);
}

AlternativeCell alternative_cell(const Answer& answer, const Alternative& entry, bool with_bar,
                                 int widest, const Thresholds& thresholds) {
  const std::string token =
      isolated(visible_cell(answer.view(entry.shown), std::min(widest, widest_alternative)));
  const double p = shown_probability(entry.logprob);
  const std::string blocks = with_bar ? bar(p, small_bar) : "";
  const std::string text = fmt::format("{} {}{}{}", token, blocks, blocks.empty() ? "" : " ",
                                       share_of(answer, entry.logprob, thresholds));
  return {text, display_width(text)};
}

TableColumns measure_table(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                           const ShowOptions& options) {
  TableColumns columns;
  columns.inner_bars = options.bars;
  if (!options.bars) columns.bar = 0;
  columns.number = static_cast<int>(fmt::formatted_size("{}", choice.tokens.size() - 1));
  const int widest =
      options.width == 0 ? widest_token : std::clamp(options.width / 4, 8, widest_token);
  Wanted wanted;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Verdict& verdict = report.verdicts[i];
    if (options.only_clues && !verdict.clues.any()) continue;
    const Token& token = choice.tokens[i];
    const auto widen = [](int& column, int width) { column = std::max(column, width); };
    const auto widen_named = [](int& column, std::string_view name, int width) {
      if (width > 0) column = std::max({column, width, static_cast<int>(name.size())});
    };
    widen(columns.token, display_width(visible_cell(listed(answer, token), widest)));
    widen(columns.marks, display_width(token_marks(verdict.clues, options)));
    if (verdict.rank > 0) {
      widen_named(columns.rank, "rank", static_cast<int>(fmt::formatted_size("{}", verdict.rank)));
    }
    widen_named(columns.bits, "bits",
                display_width(bits_text(entropy_of(answer, choice, i, verdict))));
    if (answer.is_sampled()) {
      widen_named(columns.model, "model", columns.probability);
      widen_named(columns.possible, "possible", 1);
    }
    if (options.width != 0) measure_others(answer, token, verdict, options, wanted);
  }
  if (options.width != 0) fit(columns, wanted, options.width);
  return columns;
}

}  // namespace logprobs::show
