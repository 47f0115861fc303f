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
#include "show/terminal/table_columns.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr Style quiet{.dim = true};
constexpr int unlimited = 1 << 20;
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
                 std::size_t index, std::string& out);
  void write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                         std::string& out);
  void write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                     std::size_t index, std::string& out);
  void write_others(const Answer& answer, const Token& token, const Verdict& verdict,
                    std::string& out);
  struct Others {
    bool bars = false;
    std::array<int, 2> widest{};  // cells of the best two
  };
  Others fit_others(const Answer& answer, const Token& token, const Verdict& verdict) const;
  void write_styled(std::string_view text, const Style& style, std::string& out);
  void write_left(std::string_view text, int width, const Style& style, std::string& out);
  void write_right(std::string_view text, int width, const Style& style, std::string& out);

  TableColumns columns_;
  bool has_header_ = false;  // the current choice
  std::size_t next_ = 0;     // its first token that is not shown
};

void TableView::write_styled(std::string_view text, const Style& style, std::string& out) {
  if (text.empty()) return;
  writer().write(text, style, out);
  writer().close(out);
}

/// Writes a column, with the gap before it, unless it is left out.
void TableView::write_left(std::string_view text, int width, const Style& style, std::string& out) {
  if (width == 0) return;
  out += spaces(column_gap);
  write_styled(text, style, out);
  out += spaces(width - display_width(text));
}

void TableView::write_right(std::string_view text, int width, const Style& style,
                            std::string& out) {
  if (width == 0) return;
  out += spaces(column_gap + width - display_width(text));
  write_styled(text, style, out);
}

void TableView::write_header_line(std::string& out) {
  std::string line;
  const auto left = [&](std::string_view name, int width) {
    if (width > 0) line += spaces(column_gap) + visible_cell(name, width);
    if (width > 0) line += spaces(width - static_cast<int>(name.size()));
  };
  const auto right = [&](std::string_view name, int width) {
    if (width > 0) line += fmt::format("{:>{}}", name, column_gap + width);
  };
  right("#", columns_.number);
  right("p", columns_.probability);
  if (columns_.bar > 0) line += spaces(1 + columns_.bar);
  left("", columns_.marks);
  left("token", columns_.token);
  right("rank", columns_.rank);
  right("model", columns_.model);
  right("possible", columns_.possible);
  right("bits", columns_.bits);
  if (columns_.has_instead) {
    line += spaces(column_gap);
    line += columns_.instead == 0 ? "instead" : visible_cell("instead", columns_.instead);
  } else {
    line.erase(line.find_last_not_of(' ') + 1);
  }
  writer().write(line, quiet, out);
  writer().newline(out);
}

void TableView::write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                          std::size_t index, std::string& out) {
  const Token& token = choice.tokens[index];
  const std::size_t begin = out.size();
  write_right(fmt::format("{}", index), columns_.number, quiet, out);
  write_probability(answer, token, verdict, out);
  write_left(token_marks(verdict.clues, options()), columns_.marks, quiet, out);
  write_left(isolated(visible_cell(listed(answer, token), columns_.token)), columns_.token,
             token_style(verdict, options()), out);
  write_numbers(answer, choice, verdict, index, out);
  if (columns_.has_instead) write_others(answer, token, verdict, out);
  // Nothing stands at the end of a row that has no alternatives.
  out.erase(std::max(out.find_last_not_of(' ') + 1, begin));
  writer().newline(out);
}

void TableView::write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                                  std::string& out) {
  const double p = shown_probability(token.logprob);
  write_right(std::isnan(p) ? "" : share_of(answer, token.logprob, options().thresholds),
              columns_.probability, {.band = verdict.band, .low = verdict.clues.low}, out);
  if (columns_.bar == 0) return;
  out += ' ';
  write_styled(bar(p, columns_.bar), bar_style({.band = verdict.band}, options().depth), out);
  out += spaces(columns_.bar - bar_width(p, columns_.bar));
}

void TableView::write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                              std::size_t index, std::string& out) {
  write_right(verdict.rank == 0 ? "" : fmt::format("{}", verdict.rank), columns_.rank, {}, out);
  if (answer.is_sampled()) {
    const Whole& whole = choice.whole[index];
    write_right(percent(shown_probability(whole.model_logprob), options().thresholds),
                columns_.model, quiet, out);
    write_right(whole.possible ? fmt::format("{}", *whole.possible) : "", columns_.possible, quiet,
                out);
  }
  write_right(bits_text(entropy_of(answer, choice, index, verdict)), columns_.bits, quiet, out);
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
                             std::string& out) {
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
    out += spaces(is_first ? column_gap : alternative_gap);
    write_styled(cell.text, is_first ? Style{} : quiet, out);
    left -= cell.width;
    return true;
  });
}

}  // namespace

std::unique_ptr<View> make_table_view(const ShowOptions& options) {
  return std::make_unique<TableView>(options);
}

}  // namespace logprobs::show
