#include "show/svg/list_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "logprobs/text.hpp"
#include "show/svg/style_sheet.hpp"
#include "show/terminal/chart_lines.hpp"

namespace logprobs::show {
namespace {

constexpr double answer_cell = measures_of(Role::answer).cell;
constexpr double row_height = 26, bar_height = 14, side_gap = 10;  // pixels

/// Where an axis ends, and the parts that its ticks divide it into.
struct Axis {
  double end = 1;
  int parts = 4;
};

/// Charts next to each other are compared, so all end at 100% but for those of small shares alone.
constexpr std::array<Axis, 3> axes = {{{0.1, 5}, {0.2, 4}, {1, 4}}};

/// The shortest axis with room for all bars.
Axis axis_for(const std::vector<ChartLine>& lines) {
  double most = 0;
  for (const ChartLine& line : lines) most = std::fmax(most, line.probability);
  for (const Axis& axis : axes) {
    if (most <= axis.end) return axis;
  }
  return axes.back();
}

/// The percentage, and what is said after it.
std::vector<Run> value_of(const ChartLine& line) {
  std::vector<Run> runs = {{line.share, classes_of(line.bar)}};
  if (!line.model.empty()) runs.push_back({"  " + line.model, "dim"});
  if (!line.marks.empty()) runs.push_back({"  " + line.marks, "mark"});
  return runs;
}

double width_of(const std::vector<Run>& runs) {
  double width = 0;
  for (const Run& run : runs) width += width_of(run.text, Role::answer);
  return width;
}

class ListChart {
 public:
  ListChart(std::vector<ChartLine> lines, const ShowOptions& options, Picture& picture)
      : lines_(std::move(lines)), picture_(picture), axis_(axis_for(lines_)), bars_(options.bars) {
    constexpr int least_label = 8, most_label = 24, share = 8;  // cells
    constexpr double least_bar = 16 * answer_cell, most_bar = 60 * answer_cell;
    label_width_ = std::clamp(options.width / 3, least_label, most_label);
    double labels = 0;
    for (const ChartLine& line : lines_) {
      labels = std::max(labels, width_of(label_of(line, label_width_), Role::answer));
    }
    labels_at_ = Picture::margin + 2 * answer_cell;
    bars_at_ = std::round(labels_at_ + labels + side_gap);
    const double room = (options.width - share) * answer_cell - (bars_at_ - Picture::margin);
    if (bars_) length_ = std::round(std::clamp(room, least_bar, most_bar));
    picture_.widen(bars_at_ + length_ + share * answer_cell - Picture::margin);
  }

  void add() {
    if (bars_) add_axis();
    for (const ChartLine& line : lines_) add_line(line);
    if (bars_) picture_.advance(measures_of(Role::caption).line + 4);
  }

 private:
  void add_axis() {
    const double top = picture_.top();
    const double bottom = top + row_height * static_cast<double>(lines_.size()) + 2;
    picture_.add_markup(fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}", bars_at_ - 0.5,
                                    top, bottom + 0.5, bars_at_ + length_));
    for (int i = 1; i <= axis_.parts; ++i) {
      picture_.add_markup(fmt::format("M{:.5g} {}v4", tick_at(i), bottom));
    }
    picture_.add_markup("\"/>\n");
    for (int i = 0; i <= axis_.parts; ++i) {
      const std::string percent = fmt::format("{:g}%", 100 * axis_.end * i / axis_.parts);
      picture_.add_text(tick_at(i), bottom + 19, {{percent}}, "tick");
    }
  }

  double tick_at(int place) const {
    return bars_at_ + std::round(length_ * place / axis_.parts) - 0.5;
  }

  void add_line(const ChartLine& line) {
    const double base = picture_.top() + 18;
    if (line.chosen) picture_.add_text(Picture::margin, base, {{"▸"}});
    picture_.add_text(labels_at_, base, {{label_of(line, label_width_), classes_of(line.label)}},
                      line.chosen ? "strong" : "");
    double end = bars_at_;
    if (bars_ && line.probability > 0) {
      const double length = length_ * std::min(line.probability / axis_.end, 1.0);
      picture_.add_markup(
          fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\"/>\n",
                      classes_of(line.bar), bars_at_,
                      picture_.top() + (row_height - bar_height) / 2, length, bar_height));
      end += length;
    }
    const std::vector<Run> value = value_of(line);
    picture_.add_text(end + side_gap, base, value, line.chosen ? "strong" : "");
    picture_.widen(end + side_gap + width_of(value) - Picture::margin);
    picture_.advance(row_height);
  }

  std::vector<ChartLine> lines_;
  Picture& picture_;
  Axis axis_;
  bool bars_;
  int label_width_ = 0;                              // cells, at most
  double labels_at_ = 0, bars_at_ = 0, length_ = 0;  // pixels
};

}  // namespace

void add_list_chart(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const ShowOptions& options, Picture& picture) {
  ListChart(list_of(answer, choice.tokens.front(), report.verdicts.front(), options), options,
            picture)
      .add();
}

}  // namespace logprobs::show
