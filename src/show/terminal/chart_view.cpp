// Each token's best and second best candidate as bars; all candidates of a single token.
#include <fmt/format.h>

#include <algorithm>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/chart_lines.hpp"
#include "show/terminal/list_view.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_token = 40;
constexpr int usual_bar = 40;
constexpr int widest_bar = 100;   // a cell per percent: numbers after longer bars are hard to match
constexpr int percent_width = 6;  // ">99.9%"
constexpr std::string_view gap = "  ";

/// The widths of a chart's columns, in cells.
struct Columns {
  int label = 0, bar = usual_bar;
  int tail = 0;  // 0: there is none

  /// Everything but the bar, including its sign and the gaps.
  int around_bar() const {
    const int gap_width = static_cast<int>(gap.size());
    return 3 * gap_width + label + 1 + percent_width + (tail == 0 ? 0 : gap_width + tail);
  }
};

/// The program's own words keep their spaces.
std::string label_of(const ChartLine& line, int width) {
  if (line.note.empty()) return isolated(visible_cell(line.token, width));
  return with_spaces(visible_cell(line.note, width));
}

std::string tail_of(const ChartLine& line, int width) {
  return line.marks.empty() ? isolated(visible_cell(line.other, width)) : line.marks;
}

/// What follows a bar, without the gap before it.
int tail_width(const ChartLine& line, int width) {
  const int model = static_cast<int>(line.model.size());
  const int tail = display_width(tail_of(line, width));
  return tail + model + (tail > 0 && model > 0 ? static_cast<int>(gap.size()) : 0);
}

/// Makes room on a narrow terminal: bars shrink first, then the text after them goes, then labels
/// shrink.
void fit(Columns& columns, int width) {
  constexpr int least_bar = 4;
  const auto room = [&] { return width - columns.around_bar(); };
  if (room() < least_bar) columns.tail = 0;
  columns.label = std::clamp(columns.label - std::max(least_bar - room(), 0), 1, columns.label);
  columns.bar = std::clamp(room(), 0, widest_bar);
}

class ChartView : public ListView {
 public:
  using ListView::ListView;

 private:
  void begin_choice(const ListedChoice& /*listed*/) override {}
  void write_tokens(const ListedChoice& /*listed*/, std::size_t /*begin*/, std::size_t /*end*/,
                    std::string& /*out*/) override {}

  Signs end_choice(const ListedChoice& listed, std::string& out) override {
    const auto& [answer, choice, report] = listed;
    const bool pairs = has_pairs(choice, report, options());
    const int width = options().width;
    // A line of a pair may have two tokens, other lines have one.
    const int share = pairs ? std::clamp(width / 4, 8, 24) : std::clamp(width / 3, 12, 24);
    const int widest = width == 0 ? widest_token : share;
    Columns columns{.label = 1};
    each_line(answer, choice, report, options(), [&](const ChartLine& line) {
      if (!line.run.empty()) return;
      columns.label = std::max(columns.label, display_width(label_of(line, widest)));
      columns.tail = std::max(columns.tail, tail_width(line, widest));
    });
    if (width != 0) fit(columns, width);
    if (!options().bars) columns.bar = 0;
    each_line(answer, choice, report, options(), [&](const ChartLine& line) {
      write_line(line, columns, out);
      offer(out);
    });
    return pairs ? Signs::best_and_second : Signs::chosen;
  }

  void write_line(const ChartLine& line, const Columns& columns, std::string& out);
  void write_run(const ChartLine& line, std::string& out);
};

/// Writes "7 sure tokens  of Poland is Andrzej Duda".
void ChartView::write_run(const ChartLine& line, std::string& out) {
  out += gap;
  const int taken = 2 * static_cast<int>(gap.size()) + display_width(line.note);
  const int room = options().width == 0 ? widest_token : options().width - taken;
  writer().write(line.note, line.label, out);
  if (room > 0) {
    const std::string text = with_spaces(visible_cell(word_in(line.run), room));
    writer().write(std::string(gap) + isolated(text), line.label, out);
  }
  writer().newline(out);
}

void ChartView::write_line(const ChartLine& line, const Columns& columns, std::string& out) {
  if (line.after_blank) out += '\n';
  if (!line.run.empty()) return write_run(line, out);
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
  if (columns.tail != 0) {
    const auto add = [&](const std::string& text, bool dim) {
      if (text.empty()) return;
      writer().close(out);
      out += gap;
      writer().write(text, {.dim = dim}, out);
    };
    add(line.model, true);
    add(tail_of(line, columns.tail), line.marks.empty());
  }
  writer().newline(out);
}

}  // namespace

std::unique_ptr<View> make_chart_view(const ShowOptions& options) {
  return std::make_unique<ChartView>(options);
}

}  // namespace logprobs::show
