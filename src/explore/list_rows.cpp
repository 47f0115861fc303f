#include "explore/list_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "logprobs/text.hpp"
#include "show/terminal/fitting_columns.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/style.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {
namespace {

using show::quiet;
using show::RowWriter;
using show::Style;

constexpr int sign_cells = 2;  // before each row, where there are no attributes
constexpr int narrow_place = 10;
constexpr int wide_place = 28;
constexpr int least_word = 8;
constexpr int most_word = 18;
constexpr int least_title = 12;
constexpr int usual_title = 24;

/// What became of an answer that is not whole; empty for others.
std::string_view state_text(State state) {
  switch (state) {
    case State::open:
      return "open";
    case State::cut:
      return "cut off";
    case State::refused:
      return "refused";
    case State::unusable:
      return "unusable";
    case State::no_choice:
      return "no such choice";
    case State::no_logprobs:
      return "no logprobs";
    case State::complete:
      break;
  }
  return "";
}

/// "Brasília", "Brasília · cut off", "refused".
std::string word_text(const AnswerEntries& entries, const AnswerEntry& entry, int room) {
  std::string text = visible_cell(entries.word(entry), room);
  const std::string_view state = state_text(entry.state);
  if (!text.empty() && !state.empty()) text += " · ";
  text += state;
  return text;
}

/// Writes the rows of one screen.
class Rows {
 public:
  Rows(AnswerList& list, const ShowOptions& look)
      : list_(list), look_(look), has_sign_(look.depth == ColorDepth::none) {
    look_.width = std::max(look.width - indent(), 1);
    columns_ = fit_list(list, look_.width);
  }

  std::string header() const {
    return row(false, [this](RowWriter& row, const ShowOptions&) {
      row.left(name("place", ListOrder::place), columns_.place, quiet);
      row.right("tokens", columns_.tokens, quiet);
      row.right(name("perplexity", ListOrder::perplexity), columns_.perplexity, quiet);
      row.right(name("clues", ListOrder::clues), columns_.clues, quiet);
      row.right(name("lowest", ListOrder::lowest), columns_.lowest, quiet);
      constexpr std::string_view word = "least sure";
      row.left(columns_.word < static_cast<int>(word.size()) ? "word" : word, columns_.word, quiet);
      row.left(list_.has_questions() ? "question" : "answer", columns_.title, quiet);
    });
  }

  std::string entry(std::size_t number) const {
    const AnswerEntry& entry = list_.entries()[number];
    return row(number == list_.selected(),
               [&](RowWriter& row, const ShowOptions& look) { write(entry, row, look); });
  }

  std::string nothing() const {
    return row(false, [this](RowWriter& row, const ShowOptions&) {
      row.left(fmt::format("no answer has {}", visible_quote(list_.filter())), look_.width, quiet);
    });
  }

 private:
  int indent() const { return has_sign_ ? sign_cells : 0; }

  /// A row that `write` fills. A selected one is reversed as a whole, which colours would disturb.
  template <typename Write>
  std::string row(bool selected, const Write& write) const {
    ShowOptions look = look_;
    if (selected) look.depth = ColorDepth::none;
    std::string text;
    RowWriter row(look, text);
    write(row, look);
    row.end();
    text.pop_back();  // the line end
    if (has_sign_) return (selected ? "> " : "  ") + text;
    if (!selected) return text;
    text += show::spaces(look_.width - display_width(text));
    std::string reversed;
    show::StyleWriter writer(show::colors_of(look_));
    writer.write(text, {.escaped = true}, reversed);
    writer.close(reversed);
    return reversed;
  }

  std::string name(std::string_view column, ListOrder order) const {
    return fmt::format("{}{}", column,
                       list_.order() != order                                        ? ""
                       : order == ListOrder::perplexity || order == ListOrder::clues ? "▾"
                                                                                     : "▴");
  }

  void write(const AnswerEntry& entry, RowWriter& row, const ShowOptions& look) const;

  AnswerList& list_;
  ShowOptions look_;
  bool has_sign_;
  ListColumns columns_;
};

void Rows::write(const AnswerEntry& entry, RowWriter& row, const ShowOptions& look) const {
  const Thresholds& thresholds = look.thresholds;
  const auto count = [&](std::size_t number, int width) {
    row.right(fmt::format("{}", number), width, number == 0 ? quiet : Style{});
  };
  row.left(visible_end(list_.place(entry), columns_.place), columns_.place, quiet);
  count(entry.tokens, columns_.tokens);
  row.right(std::isfinite(entry.perplexity) ? show::short_number(entry.perplexity) : "",
            columns_.perplexity, {.band = band_of(1 / entry.perplexity, thresholds)});
  count(entry.clues, columns_.clues);
  const double least = show::shown_probability(entry.least_logprob);
  const Style style{.band = band_of(least, thresholds), .low = least < thresholds.low};
  row.right(show::percent(least, thresholds), columns_.lowest, style);
  if (columns_.word > 0) {
    row.left(word_text(list_.entries(), entry, row.room(columns_.word)), columns_.word, style);
  }
  row.left(visible(list_.entries().title(entry)), columns_.title, entry.asked ? Style{} : quiet);
}

}  // namespace

ListColumns fit_list(const AnswerList& list, int width) {
  constexpr int name_of_column = 6;
  const int wanted = std::max(list.widest_place(), name_of_column);
  ListColumns columns;
  columns.place = std::min(wanted, wide_place);
  columns.word = least_word;
  columns.title = usual_title;
  const show::FittingColumns fitting(
      width, {&columns.place, &columns.tokens, &columns.perplexity, &columns.clues, &columns.lowest,
              &columns.word, &columns.title});
  const auto leave_out = [&](int& column, ListOrder order) {
    if (list.order() != order) column = 0;
  };
  const std::array<std::function<void()>, 9> steps = {
      [&] { columns.title = least_title; },
      [&] { columns.tokens = 0; },
      [&] { columns.place = std::min(wanted, narrow_place); },
      [&] { leave_out(columns.perplexity, ListOrder::perplexity); },
      [&] { leave_out(columns.clues, ListOrder::clues); },
      [&] { columns.title = 0; },
      [&] { columns.word = 0; },
      [&] { leave_out(columns.lowest, ListOrder::lowest); },
      [&] { columns.place = std::min(columns.place, width); },
  };
  fitting.give_up(steps);
  fitting.widen(columns.word, most_word);
  fitting.widen(columns.place, std::min(wanted, width / 3));
  fitting.widen(columns.title, width);
  return columns;
}

std::vector<std::string> list_rows(AnswerList& list, const ShowOptions& look, int height) {
  std::vector<std::string> rows;
  if (height <= 0) return rows;
  const auto seen = list.window(static_cast<std::size_t>(std::max(height - 1, 1)));
  const Rows made(list, look);
  rows.push_back(made.header());
  if (height == 1) return rows;
  for (const std::uint32_t number : seen) rows.push_back(made.entry(number));
  if (seen.empty() && !list.filter().empty()) rows.push_back(made.nothing());
  return rows;
}

}  // namespace logprobs::explore
