// A row per token: its number, probability, clues, text, rank, and what could have come instead.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/list_view.hpp"
#include "show/terminal/table_columns.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr Style quiet{.dim = true};

class TableView : public ListView {
 public:
  using ListView::ListView;

 private:
  Signs write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     std::string& out) override {
    const TableColumns columns = measure_table(answer, choice, report, options());
    if (!options().quiet) write_header(columns, out);
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      const Verdict& verdict = report.verdicts[i];
      if (options().only_clues && !verdict.clues.any()) continue;
      write_row(answer, choice, verdict, i, columns, out);
      offer(out);
    }
    return Signs::bands;
  }

  void write_header(const TableColumns& columns, std::string& out);
  void write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                 std::size_t index, const TableColumns& columns, std::string& out);
  void write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                         const TableColumns& columns, std::string& out);
  void write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                     std::size_t index, const TableColumns& columns, std::string& out);
  void write_others(const Answer& answer, const Token& token, const Verdict& verdict,
                    const TableColumns& columns, std::string& out);
  void write_styled(std::string_view text, const Style& style, std::string& out);
  void write_left(std::string_view text, int width, const Style& style, std::string& out);
  void write_right(std::string_view text, int width, const Style& style, std::string& out);
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

void TableView::write_header(const TableColumns& columns, std::string& out) {
  std::string line;
  const auto left = [&](std::string_view name, int width) {
    if (width > 0) line += spaces(column_gap) + visible_cell(name, width);
    if (width > 0) line += spaces(width - static_cast<int>(name.size()));
  };
  const auto right = [&](std::string_view name, int width) {
    if (width > 0) line += fmt::format("{:>{}}", name, column_gap + width);
  };
  right("#", columns.number);
  right("p", columns.probability);
  if (columns.bar > 0) line += spaces(1 + columns.bar);
  left("", columns.marks);
  left("token", columns.token);
  right("rank", columns.rank);
  right("model", columns.model);
  right("possible", columns.possible);
  right("bits", columns.bits);
  if (columns.has_instead) {
    line += spaces(column_gap);
    line += columns.instead == 0 ? "instead" : visible_cell("instead", columns.instead);
  } else {
    line.erase(line.find_last_not_of(' ') + 1);
  }
  writer().write(line, quiet, out);
  writer().newline(out);
}

void TableView::write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                          std::size_t index, const TableColumns& columns, std::string& out) {
  const Token& token = choice.tokens[index];
  const std::size_t begin = out.size();
  write_right(fmt::format("{}", index), columns.number, quiet, out);
  write_probability(answer, token, verdict, columns, out);
  write_left(token_marks(verdict.clues, options()), columns.marks, quiet, out);
  write_left(isolated(visible_cell(listed(answer, token), columns.token)), columns.token,
             token_style(verdict, options()), out);
  write_numbers(answer, choice, verdict, index, columns, out);
  if (columns.has_instead) write_others(answer, token, verdict, columns, out);
  // Nothing stands at the end of a row that has no alternatives.
  out.erase(std::max(out.find_last_not_of(' ') + 1, begin));
  writer().newline(out);
}

void TableView::write_probability(const Answer& answer, const Token& token, const Verdict& verdict,
                                  const TableColumns& columns, std::string& out) {
  const double p = shown_probability(token.logprob);
  write_right(std::isnan(p) ? "" : share_of(answer, token.logprob, options().thresholds),
              columns.probability, {.band = verdict.band, .low = verdict.clues.low}, out);
  if (columns.bar == 0) return;
  out += ' ';
  write_styled(bar(p, columns.bar), bar_style({.band = verdict.band}, options().depth), out);
  out += spaces(columns.bar - bar_width(p, columns.bar));
}

void TableView::write_numbers(const Answer& answer, const Choice& choice, const Verdict& verdict,
                              std::size_t index, const TableColumns& columns, std::string& out) {
  write_right(verdict.rank == 0 ? "" : fmt::format("{}", verdict.rank), columns.rank, {}, out);
  if (answer.is_sampled()) {
    const Whole& whole = choice.whole[index];
    write_right(percent(shown_probability(whole.model_logprob), options().thresholds),
                columns.model, quiet, out);
    write_right(whole.possible ? fmt::format("{}", *whole.possible) : "", columns.possible, quiet,
                out);
  }
  write_right(bits_text(entropy_of(answer, choice, index, verdict)), columns.bits, quiet, out);
}

/// Writes as many as fit. The best other is what one looks for, the rest is dim.
void TableView::write_others(const Answer& answer, const Token& token, const Verdict& verdict,
                             const TableColumns& columns, std::string& out) {
  constexpr int unlimited = 1 << 20;
  constexpr int share = 7;  // " >99.9%"
  int left = columns.instead == 0 ? unlimited : columns.instead;
  bool is_first = true;
  each_other(answer, token, verdict, [&](const Alternative& entry) {
    const int widest = is_first ? std::max(left - share, 1) : unlimited;
    const AlternativeCell cell =
        alternative_cell(answer, entry, columns.inner_bars, widest, options().thresholds);
    if (!is_first) left -= alternative_gap;
    if (!is_first && cell.width > left) return false;
    out += spaces(is_first ? column_gap : alternative_gap);
    write_styled(cell.text, is_first ? Style{} : quiet, out);
    left -= cell.width;
    is_first = false;
    return true;
  });
}

}  // namespace

std::unique_ptr<View> make_table_view(const ShowOptions& options) {
  return std::make_unique<TableView>(options);
}

}  // namespace logprobs::show
