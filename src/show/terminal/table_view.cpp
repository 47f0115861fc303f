// A row per token: its number, probability, clues, text, rank, and what could have come instead.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/list_view.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/table_columns.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int unlimited = 1 << 20;
constexpr int bar_gap = 1;       // cells between a probability and its bar
constexpr int short_other = 12;  // cells: "␣know… 21.5%"

class TableView : public ListView {
 public:
  using ListView::ListView;

 private:
  void begin_choice(const ListedChoice& listed, std::size_t begin) override {
    const auto& [answer, choice, report] = listed;
    columns_ = options().width == 0 ? measure_table(answer, choice, report, options())
                                    : fitting_columns(answer, choice, options());
    has_header_ = options().quiet;
    next_ = begin;
  }

  void write_tokens(const ListedChoice& listed, std::size_t end, std::string& out) override {
    const auto& [answer, choice, report] = listed;
    for (; next_ < end; ++next_) {
      const Verdict& verdict = report.verdicts[next_];
      if (options().only_clues && !verdict.clues.any()) continue;
      if (options().width != 0) make_room(answer, choice, verdict, next_, options(), columns_);
      write_header(out);
      write_row(answer, choice, verdict, next_, out);
      offer(out);
    }
  }

  Signs end_choice(const ListedChoice& /*listed*/, std::string& out) override {
    write_header(out);
    return Signs::bands;
  }

  void write_header(std::string& out) {
    if (!std::exchange(has_header_, true)) write_header_line(out);
  }

  void write_header_line(std::string& out);
  void write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                 std::size_t index, std::string& out) const;
  void write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                         RowWriter& row) const;
  void write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                     std::size_t index, RowWriter& row) const;
  void write_others(const Answer& answer, const Token& token, const Verdict& verdict,
                    RowWriter& row) const;
  struct Others {
    bool bars = false;
    std::array<int, 2> widest{};  // cells of the best two
  };
  Others fit_others(const Answer& answer, const Token& token, const Verdict& verdict) const;

  TableColumns columns_;
  bool has_header_ = false;  // the current choice
  std::size_t next_ = 0;     // its first token that is not shown
};

/// The header is one text: no style ends between its names.
void TableView::write_header_line(std::string& out) {
  ShowOptions plain = options();
  plain.depth = ColorDepth::none;
  std::string line;
  RowWriter row(plain, line, column_gap);
  row.right("#", columns_.number, {});
  row.right("p", columns_.probability, {});
  if (columns_.bar > 0) row.widen(bar_gap + columns_.bar);
  row.skip(columns_.marks);
  row.left("token", columns_.token, {});
  row.right("rank", columns_.rank, {});
  row.right("model", columns_.model, {});
  row.right("possible", columns_.possible, {});
  row.right("bits", columns_.bits, {});
  if (columns_.has_instead) {
    row.left("instead", columns_.instead == 0 ? unlimited : columns_.instead, {});
  }
  writer().write(line, quiet, out);
  writer().newline(out);
}

void TableView::write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                          std::size_t index, std::string& out) const {
  const Token& token = choice.tokens[index];
  RowWriter row(options(), out, column_gap);
  row.right(fmt::format("{}", index), columns_.number, quiet);
  write_probability(answer, token, verdict, row);
  row.left(token_marks(verdict.clues, options()), columns_.marks, quiet);
  row.left(visible_cell(listed(answer, token), columns_.token), columns_.token,
           token_style(verdict, options()));
  write_numbers(answer, choice, verdict, index, row);
  if (columns_.has_instead) write_others(answer, token, verdict, row);
  row.end();
}

void TableView::write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                                  RowWriter& row) const {
  const double p = shown_probability(token.logprob);
  row.right(std::isnan(p) ? "" : share_of(answer, token.logprob, options().thresholds),
            columns_.probability, {.band = verdict.band, .low = verdict.clues.low});
  if (columns_.bar == 0) return;
  row.widen(bar_gap + columns_.bar);
  if (!(p > 0)) return;
  row.more(spaces(bar_gap), {});
  row.more(bar(p, columns_.bar), bar_style({.band = verdict.band}, options().depth));
}

void TableView::write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                              std::size_t index, RowWriter& row) const {
  row.right(verdict.rank == 0 ? "" : fmt::format("{}", verdict.rank), columns_.rank, {});
  if (answer.is_sampled()) {
    const Whole& whole = choice.whole[index];
    row.right(percent(shown_probability(whole.model_logprob), options().thresholds), columns_.model,
              quiet);
    row.right(whole.possible ? fmt::format("{}", *whole.possible) : "", columns_.possible, quiet);
  }
  row.right(bits_text(entropy_of(answer, choice, index, verdict)), columns_.bits, quiet);
}

/// How the others of a token fit into its row. Bars go first. Where there is room for two, both
/// are shown, even if the second has to be cut off.
TableView::Others TableView::fit_others(const Answer& answer, const Token& token,
                                        const Verdict& verdict) const {
  const int limit = columns_.instead;
  if (limit == 0) return {columns_.inner_bars, {unlimited, unlimited}};
  std::array<int, 2> widths{};
  int with_bars = -alternative_gap;  // of all
  std::size_t count = 0;
  each_other(answer, token, verdict, [&](const Alternative& entry) {
    const auto width = [&](bool bar) {
      return alternative_cell(answer, entry, bar, unlimited, options().thresholds).width;
    };
    if (count < widths.size()) widths[count] = width(false);
    if (columns_.inner_bars) with_bars += alternative_gap + width(true);
    ++count;
    return count < widths.size() || (columns_.inner_bars && with_bars <= limit);
  });
  const bool bars = columns_.inner_bars && with_bars <= limit;
  const int room = limit - alternative_gap;
  if (count < 2 || bars || limit < least_for_two || widths[0] + widths[1] <= room) {
    return {bars, {limit, unlimited}};
  }
  const int second = std::min(widths[1], std::max(room - widths[0], short_other));
  return {false, {room - second, second}};
}

/// Writes as many as fit. The best other is what one looks for, the rest is dim.
void TableView::write_others(const Answer& answer, const Token& token, const Verdict& verdict,
                             RowWriter& row) const {
  const Others others = fit_others(answer, token, verdict);
  int left = columns_.instead == 0 ? unlimited : columns_.instead;
  std::size_t count = 0;
  each_other(answer, token, verdict, [&](const Alternative& entry) {
    const int widest = count < others.widest.size() ? others.widest[count] : unlimited;
    const AlternativeCell cell =
        alternative_cell(answer, entry, others.bars, widest, options().thresholds);
    const bool is_first = count++ == 0;
    if (!is_first) left -= alternative_gap;
    if (!is_first && cell.width > left) return false;
    if (is_first) {
      row.begin(columns_.instead);
    } else {
      row.more(spaces(alternative_gap), {});
    }
    const Style style = is_first ? Style{} : quiet;
    row.more(cell.token, style);
    row.more(cell.share, style);
    left -= cell.width;
    return true;
  });
}

}  // namespace

std::unique_ptr<View> make_table_view(const ShowOptions& options) {
  return std::make_unique<TableView>(options);
}

}  // namespace logprobs::show
