// What each token was held against, as bars: the best over the second best; of a single token, all.
#include <fmt/format.h>

#include <algorithm>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/chart_lines.hpp"
#include "show/terminal/list_view.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_token = 40;
constexpr int usual_bar = 40;
constexpr int widest_bar = 100;   // a cell a percent: a longer one is too far from its number
constexpr int percent_width = 6;  // ">99.9%"
constexpr std::string_view gap = "  ";

/// The widths of a chart's columns, in cells.
struct Columns {
  int label = 0, bar = usual_bar;
  int behind = 0;  // 0: there is none

  /// All but the bar: also the sign before it and the gaps.
  int around_bar() const {
    const int gap_width = static_cast<int>(gap.size());
    return 3 * gap_width + label + 1 + percent_width + (behind == 0 ? 0 : gap_width + behind);
  }
};

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

/// Our own words keep their spaces.
std::string label_of(const ChartLine& line, int width) {
  if (line.note.empty()) return visible_cell(line.token, width);
  return with_spaces(visible_cell(line.note, width));
}

std::string behind(const ChartLine& line, int width) {
  return line.marks.empty() ? visible_cell(line.other, width) : line.marks;
}

/// Makes room on a narrow terminal: bars shrink first, then what is behind them goes, then labels
/// shrink.
void fit(Columns& columns, int width) {
  constexpr int least_bar = 4;
  const auto room = [&] { return width - columns.around_bar(); };
  if (room() < least_bar) columns.behind = 0;
  columns.label = std::clamp(columns.label - std::max(least_bar - room(), 0), 1, columns.label);
  columns.bar = std::clamp(room(), 0, widest_bar);
}

Columns measure(const Chart& chart, int width) {
  // Two tokens stand in a line with a pair, else one.
  const int share = chart.pairs ? std::clamp(width / 5, 8, 24) : std::clamp(width / 3, 12, 24);
  const int widest = width == 0 ? widest_token : share;
  Columns columns;
  columns.label = 1;
  for (const ChartLine& line : chart.lines) {
    columns.label = std::max(columns.label, display_width(label_of(line, widest)));
    columns.behind = std::max(columns.behind, display_width(behind(line, widest)));
  }
  if (width != 0) fit(columns, width);
  return columns;
}

class ChartView : public ListView {
 public:
  using ListView::ListView;

 private:
  Signs write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     std::string& out) override {
    const Chart chart = chart_of(answer, choice, report, options());
    const Columns columns = measure(chart, options().width);
    for (const ChartLine& line : chart.lines) write_line(line, columns, out);
    return chart.pairs ? Signs::best_and_second : Signs::chosen;
  }

  void write_line(const ChartLine& line, const Columns& columns, std::string& out);
};

void ChartView::write_line(const ChartLine& line, const Columns& columns, std::string& out) {
  if (line.after_blank) out += '\n';
  const std::string label = label_of(line, columns.label);
  out += gap;
  writer().write(label, line.label, out);
  writer().close(out);
  out += spaces(columns.label - display_width(label));
  out += gap;
  const double p = line.probability;
  writer().write(
      fmt::format("{}{}{}{}{:>{}}", line.chosen ? "▸" : " ", bar(p, columns.bar),
                  spaces(columns.bar - bar_width(p, columns.bar)), gap, line.share, percent_width),
      bar_style(line.bar, options().depth), out);
  const std::string text = columns.behind == 0 ? "" : behind(line, columns.behind);
  if (!text.empty()) {
    writer().close(out);
    out += gap;
    writer().write(text, {.dim = line.marks.empty()}, out);
  }
  writer().newline(out);
}

}  // namespace

std::unique_ptr<View> make_chart_view(const ShowOptions& options) {
  return std::make_unique<ChartView>(options);
}

}  // namespace logprobs::show
