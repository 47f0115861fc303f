#include "show/terminal/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/style.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_table_token = 40;
constexpr int widest_alternative = 24;
constexpr int inner_bar = 6;
constexpr int small_bar = 4;

/// The cells of all columns but the last, with the gaps around them.
int used(const TableColumns& columns) {
  int cells = 0;
  for (const int width : {columns.number, columns.probability, columns.marks, columns.token,
                          columns.rank, columns.model, columns.possible, columns.bits}) {
    if (width > 0) cells += column_gap + width;
  }
  return cells + (columns.bar > 0 ? 1 + columns.bar : 0);
}

/// Whether a row has more than its token's own probability.
bool has_list(const Answer& answer, const Choice& choice, const Token& token) {
  return token.alternatives.size > 0 || token.rank > 0 || answer.is_sampled() ||
         !choice.whole.empty();
}

void widen(int& column, int width) { column = std::max(column, width); }

/// A column with a name is at least as wide as that.
void widen_named(int& column, std::string_view name, int width) {
  if (width > 0) column = std::max({column, width, static_cast<int>(name.size())});
}

/// Widens the columns to what a row needs.
void take_row(const Answer& answer, const Choice& choice, const Verdict& verdict, std::size_t index,
              int widest, const ShowOptions& options, TableColumns& columns) {
  const Token& token = choice.tokens[index];
  widen(columns.token, display_width(visible_cell(listed(answer, token), widest)));
  widen(columns.marks, display_width(token_marks(verdict.clues, options)));
  if (verdict.rank > 0) {
    widen_named(columns.rank, "rank", static_cast<int>(fmt::formatted_size("{}", verdict.rank)));
  }
  widen_named(columns.bits, "bits",
              display_width(bits_text(entropy_of(answer, choice, index, verdict))));
  if (answer.is_sampled()) {
    widen_named(columns.model, "model", columns.probability);
    widen_named(columns.possible, "possible", 1);
  }
}

/// What is left of a line for the others.
int room(const TableColumns& columns, int width) { return width - used(columns) - column_gap; }

/// A token that is longer than usual widens its column up to here.
int widest_fitting(int width) { return std::clamp(width / 4, 8, widest_table_token); }

constexpr int for_one = 15;  // cells that are left to the best other

/// Leaves out what makes room for others: inner bars first, and last all but the token, its
/// probability and the best other.
void fit(TableColumns& columns, int width) {
  constexpr int for_bars = 70;             // most lists with bars have room
  const int two = columns.lists ? 32 : 0;  // two others of usual length have
  const int one = columns.lists ? for_one : 0;
  columns.inner_bars = columns.inner_bars && room(columns, width) >= for_bars;
  if (room(columns, width) < two) columns.bits = 0;
  if (room(columns, width) < two) columns.bar = std::min(columns.bar, small_bar);
  for (int* const column : {&columns.bar, &columns.possible, &columns.model}) {
    if (room(columns, width) < two) *column = 0;
  }
  for (int* const column : {&columns.number, &columns.rank, &columns.marks}) {
    if (room(columns, width) < one) *column = 0;
  }
  columns.has_instead = room(columns, width) >= one;
  if (columns.has_instead) return;
  const int others = used(columns) - columns.token;
  columns.token = std::clamp(width - others, 1, widest_table_token);
}

/// The columns of a choice whose tokens have alternatives, or have none.
TableColumns fitting(const Answer& answer, bool lists, const ShowOptions& options) {
  TableColumns columns;
  columns.lists = lists;
  columns.inner_bars = options.bars;
  if (!options.bars) columns.bar = 0;
  columns.number = options.width < 100 ? 2 : 3;
  columns.token = std::clamp(options.width / 8, 10, 16);
  if (lists) {
    columns.marks = display_width(token_marks({.ambiguous = true, .not_top = true}, options));
    columns.rank = 4;
    columns.bits = 5;
  }
  if (answer.is_sampled()) {
    columns.model = columns.probability;
    columns.possible = 8;
  }
  fit(columns, options.width);
  columns.instead = std::max(room(columns, options.width), 1);
  return columns;
}

}  // namespace

std::string bits_text(const Entropy& entropy) {
  if (std::isnan(entropy.bits)) return {};
  if (entropy.exact) return fmt::format("{:.2f}", entropy.bits);
  return fmt::format("≥{:.2f}", std::floor(entropy.bits * 100) / 100);
}

AlternativeCell alternative_cell(const Answer& answer, const Alternative& entry, bool with_bar,
                                 int widest, const Thresholds& thresholds) {
  const std::string blocks = with_bar ? bar(shown_probability(entry.logprob), inner_bar) : "";
  const std::string share = fmt::format(" {}{}{}", blocks, blocks.empty() ? "" : " ",
                                        share_of(answer, entry.logprob, thresholds));
  const int room = std::clamp(widest - display_width(share), 1, widest_alternative);
  const std::string token = visible_cell(answer.view(entry.shown), room);
  return {token, share, display_width(token) + display_width(share)};
}

TableColumns measure_table(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                           const ShowOptions& options) {
  TableColumns columns;
  columns.inner_bars = options.bars;
  if (!options.bars) columns.bar = 0;
  columns.number = static_cast<int>(fmt::formatted_size("{}", choice.tokens.size() - 1));
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Verdict& verdict = report.verdicts[i];
    if (options.only_clues && !verdict.clues.any()) continue;
    take_row(answer, choice, verdict, i, widest_table_token, options, columns);
  }
  return columns;
}

TableColumns fitting_columns(const Answer& answer, const Choice& choice,
                             const ShowOptions& options) {
  // The first token of a prompt has no list, and the others have.
  const bool lists = choice.kind == Kind::prompt || has_list(answer, choice, choice.tokens.front());
  return fitting(answer, lists, options);
}

void make_room(const Answer& answer, const Choice& choice, const Verdict& verdict,
               std::size_t index, const ShowOptions& options, TableColumns& columns) {
  const int width = options.width;
  if (!columns.lists && has_list(answer, choice, choice.tokens[index])) {
    columns = fitting(answer, true, options);
  }
  TableColumns wanted = columns;
  take_row(answer, choice, verdict, index, widest_fitting(width), options, wanted);
  wanted.number = std::max(columns.number, static_cast<int>(fmt::formatted_size("{}", index)));
  for (int TableColumns::*const column :
       {&TableColumns::number, &TableColumns::marks, &TableColumns::rank, &TableColumns::model,
        &TableColumns::possible, &TableColumns::bits}) {
    if (columns.*column > 0) columns.*column = wanted.*column;
  }
  // A long token is cut off rather than that bars would get another scale.
  constexpr int for_two = 28;  // cells
  const int others = columns.bar > 0 ? for_two : for_one;
  const int spare = room(columns, width) - (columns.lists ? others : 0);
  columns.token += std::clamp(spare, 0, wanted.token - columns.token);
  columns.instead = std::max(room(columns, width), 1);
}

}  // namespace logprobs::show
