// A row per token: its number, probability, clues, text and alternatives.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/list_view.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/marks.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_token = 40;
constexpr int widest_alternative = 24;
constexpr int percent_width = 6;  // ">99.9%"
constexpr int alternative_bar = 6;
constexpr std::string_view gap = "  ";

/// The widths of a table's columns, in cells.
struct Columns {
  int number = 1, bar = 16, token = 5;
  int marks = 0;                 // with the gap before it; 0 if no row has marks
  int bits = 0;                  // the same; 0 if no row has an entropy
  int model = 0, possible = 0;   // the same; 0 unless raw logits are sampled
  int alternatives = 0;          // 0: no limit
  bool has_alternatives = true;  // whether there is room for them

  /// Everything but the alternatives, including the gaps.
  int used() const {
    const int gaps = static_cast<int>(gap.size()) * (bar == 0 ? 3 : 4);
    return gaps + number + percent_width + bar + model + possible + bits + marks + token;
  }
};

void pad(std::string& out, int cells) {
  out.append(static_cast<std::size_t>(std::max(cells, 0)), ' ');
}

class TableView : public ListView {
 public:
  using ListView::ListView;

 private:
  Signs write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     std::string& out) override {
    const Columns columns = measure(answer, choice, report);
    if (!options().quiet) write_header(columns, out);
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      const Verdict& verdict = report.verdicts[i];
      if (options().only_clues && !verdict.clues.any()) continue;
      write_row(answer, choice, verdict, i, columns, out);
      offer(out);
    }
    return Signs::bands;
  }

  Columns measure(const Answer& answer, const Choice& choice, const ChoiceReport& report) const;
  static void fit(Columns& columns, int width);
  void write_header(const Columns& columns, std::string& out);
  void write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                 std::size_t index, const Columns& columns, std::string& out);
  void write_number(std::string_view text, int column, std::string& out);
  void write_alternatives(const Answer& answer, const Token& token, const Verdict& verdict,
                          int width, std::string& out);
};

/// "0.52", or "≥0.52" where it is a lower bound, which rounding never lifts; empty if unknown.
std::string bits_text(const Entropy& entropy) {
  if (std::isnan(entropy.bits)) return {};
  if (entropy.exact) return fmt::format("{:.2f}", entropy.bits);
  return fmt::format("≥{:.2f}", std::floor(entropy.bits * 100) / 100);
}

Columns TableView::measure(const Answer& answer, const Choice& choice,
                           const ChoiceReport& report) const {
  Columns columns;
  columns.number = static_cast<int>(fmt::format("{}", choice.tokens.size() - 1).size());
  const int widest =
      options().width == 0 ? widest_token : std::clamp(options().width / 4, 8, widest_token);
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (options().only_clues && !report.verdicts[i].clues.any()) continue;
    const std::string_view bytes = listed(answer, choice.tokens[i]);
    columns.token = std::max(columns.token, display_width(visible_cell(bytes, widest)));
    const auto widen = [](int& column, int width) {
      if (width > 0) column = std::max(column, width + static_cast<int>(gap.size()));
    };
    widen(columns.marks, display_width(marks_of(report.verdicts[i].clues, options().marks)));
    const std::string bits = bits_text(entropy_of(answer, choice, i, report.verdicts[i]));
    if (!bits.empty()) widen(columns.bits, std::max(4, display_width(bits)));
    if (!answer.is_sampled()) continue;
    widen(columns.model, percent_width);
    widen(columns.possible, 8);  // "possible"
  }
  if (options().width != 0) fit(columns, options().width);
  return columns;
}

/// Makes room on a narrow terminal: bars go first, then the numbers of the distribution, long
/// tokens, and the alternatives.
void TableView::fit(Columns& columns, int width) {
  constexpr int least_token = 8;
  constexpr int least_alternatives = 10;
  const int gap_width = static_cast<int>(gap.size());
  const auto missing = [&] { return columns.used() + gap_width + least_alternatives - width; };
  for (const int bar : {8, 4, 0}) {
    if (missing() > 0) columns.bar = bar;
  }
  for (int* const column : {&columns.possible, &columns.bits, &columns.model}) {
    if (missing() > 0) *column = 0;
  }
  columns.token = std::clamp(columns.token - std::max(missing(), 0),
                             std::min(columns.token, least_token), columns.token);
  columns.has_alternatives = missing() <= 0;
  if (columns.has_alternatives) {
    columns.alternatives = width - columns.used() - gap_width;
  } else {
    columns.token = std::max(columns.token - std::max(columns.used() - width, 0), 1);
  }
}

void TableView::write_header(const Columns& columns, std::string& out) {
  const int gap_width = static_cast<int>(gap.size());
  std::string line(gap);
  pad(line, columns.number - 1);
  line += fmt::format("#{}{:>{}}", gap, "p", percent_width);
  if (columns.bar != 0) pad(line, columns.bar + gap_width);
  const std::pair<std::string_view, int> numbers[] = {
      {"model", columns.model}, {"possible", columns.possible}, {"bits", columns.bits}};
  for (const auto& [name, width] : numbers) {
    if (width != 0) line += fmt::format("{:>{}}", name, width);
  }
  pad(line, columns.marks + gap_width);
  line += visible_cell("token", columns.token);
  if (columns.has_alternatives) {
    pad(line, columns.token - 5 + gap_width);
    line += columns.alternatives == 0 ? "alternatives"
                                      : visible_cell("alternatives", columns.alternatives);
  }
  writer().write(line, {.dim = true}, out);
  writer().newline(out);
}

/// Writes a number at the right of a column that includes the gap before it; nothing if it is 0.
void TableView::write_number(std::string_view text, int column, std::string& out) {
  if (column == 0) return;
  pad(out, column - display_width(text));
  writer().write(text, {.dim = true}, out);
  writer().close(out);
}

void TableView::write_row(const Answer& answer, const Choice& choice, const Verdict& verdict,
                          std::size_t index, const Columns& columns, std::string& out) {
  const Token& token = choice.tokens[index];
  const Style style{.band = verdict.band, .low = verdict.clues.low};
  const Style bar_style{.band = verdict.band};
  const std::string marks = marks_of(verdict.clues, options().marks);
  const std::string text = isolated(visible_cell(listed(answer, token), columns.token));
  const double p = shown_probability(token.logprob);
  const std::string share = percent(p, options().thresholds);
  writer().write(fmt::format("{}{:>{}}{}", gap, index, columns.number, gap), {.dim = true}, out);
  writer().write("", {}, out);
  pad(out, percent_width - static_cast<int>(share.size()));
  writer().write(share, style, out);
  if (columns.bar != 0) {
    writer().write(gap, {}, out);
    writer().write(bar(p, columns.bar), bar_style, out);
  }
  writer().close(out);
  pad(out, columns.bar - bar_width(p, columns.bar));
  if (answer.is_sampled()) {
    const Whole& whole = choice.whole[index];
    const double own = shown_probability(whole.model_logprob);
    write_number(percent(own, options().thresholds), columns.model, out);
    write_number(whole.possible == 0 ? "" : fmt::format("{}", whole.possible), columns.possible,
                 out);
  }
  write_number(bits_text(entropy_of(answer, choice, index, verdict)), columns.bits, out);
  if (columns.marks != 0) {
    out += gap;
    out += marks;
    pad(out, columns.marks - static_cast<int>(gap.size()) - display_width(marks));
  }
  out += gap;
  writer().write(text, style, out);
  writer().close(out);
  if (token.alternatives.size > 0 && columns.has_alternatives) {
    pad(out, columns.token - display_width(text));
    out += gap;
    write_alternatives(answer, token, verdict, columns.alternatives, out);
  }
  writer().newline(out);
}

struct Cell {
  std::string text;
  int width = 0;  // in cells of the terminal
};

/// "▸As ████▉ 98.2%", at most `room` wide unless even an elided token does not fit.
Cell make_cell(std::string_view bytes, double p, const std::string& share, bool chosen, int room) {
  constexpr int room_for_bar = 16;
  const std::string blocks = room < room_for_bar ? "" : bar(p, alternative_bar);
  const std::string small_bar = blocks.empty() ? "" : blocks + " ";
  const int rest = (chosen ? 1 : 0) + 1 + display_width(small_bar) + static_cast<int>(share.size());
  const std::string token =
      isolated(visible_cell(bytes, std::clamp(room - rest, 1, widest_alternative)));
  return {fmt::format("{}{} {}{}", chosen ? "▸" : "", token, small_bar, share),
          rest + display_width(token)};
}

/// Writes as many as fit, most probable first; the first is elided if need be. The chosen token
/// keeps its colour, the others are dim.
void TableView::write_alternatives(const Answer& answer, const Token& token, const Verdict& verdict,
                                   int width, std::string& out) {
  constexpr int between = 3;
  constexpr int unlimited = 1 << 20;
  int left = width == 0 ? unlimited : width;
  const Alternative* const first = answer.begin(token);
  for (const Alternative* entry = first; entry != answer.end(token); ++entry) {
    const bool chosen = entry - first == verdict.chosen;
    const int room = entry == first ? left : unlimited;
    const Cell cell =
        make_cell(answer.view(entry->shown), shown_probability(entry->logprob),
                  share_of(answer, entry->logprob, options().thresholds), chosen, room);
    if (entry != first) left -= between;
    if (width != 0 && entry != first && cell.width > left) break;
    if (entry != first) pad(out, between);
    writer().write(cell.text, {.band = chosen ? verdict.band : Band::none, .dim = !chosen}, out);
    writer().close(out);
    left = width == 0 ? unlimited : left - cell.width;
  }
}

}  // namespace

std::unique_ptr<View> make_table_view(const ShowOptions& options) {
  return std::make_unique<TableView>(options);
}

}  // namespace logprobs::show
