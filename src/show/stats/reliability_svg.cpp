#include "show/stats/reliability_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "show/html/text.hpp"
#include "show/stats/calibration_words.hpp"

namespace logprobs::show {
namespace {

// The plot, in the units of the view box.
constexpr double plot_left = 50, plot_top = 8, plot_size = 300, below_plot = 36;

double x_of(double confidence) { return plot_left + plot_size * confidence; }
double y_of(double share) { return plot_top + plot_size * (1 - share); }

void append_axes(std::string& out) {
  for (const double share : {0.0, 0.5, 1.0}) {
    append_markup(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.0f}%</text>\n",
                  plot_left - 5, y_of(share) + 4, 100 * share);
    append_markup(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.0f}%</text>\n",
                  x_of(share), plot_top + plot_size + 15, 100 * share);
  }
  append_markup(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">confidence</text>\n",
                x_of(0.5), plot_top + plot_size + 30);
  append_markup(out,
                "<text transform=\"translate(12 {:.1f}) rotate(-90)\" "
                "text-anchor=\"middle\">correct</text>\n",
                y_of(0.5));
  append_markup(out, "<path d=\"M{0:.1f} {1:.1f}V{2:.1f}H{3:.1f}\"/>\n", plot_left, plot_top,
                plot_top + plot_size, plot_left + plot_size);
}

void append_rectangle(std::string& out, std::string_view look, const ReliabilityBin& bin,
                      double low, double high) {
  append_markup(out,
                "<rect class=\"{}\" x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" "
                "height=\"{:.2f}\"/>\n",
                look, x_of(bin.from) + 0.5, y_of(high), plot_size * (bin.to - bin.from) - 1,
                plot_size * (high - low));
}

void append_bars(std::string& out, const Reliability& bins) {
  for (const ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    const auto [low, high] = std::minmax({bin.accuracy(), bin.mean_confidence()});
    append_rectangle(out, "correct", bin, 0, bin.accuracy());
    append_rectangle(out, "gap", bin, low, high);
  }
}

void append_points(std::string& out, const Reliability& bins) {
  std::string line, points;
  for (const ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    const double x = x_of(bin.mean_confidence()), y = y_of(bin.accuracy());
    append_markup(line, "{}{:.2f} {:.2f}", line.empty() ? 'M' : 'L', x, y);
    append_markup(points, "<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"3\"/>\n", x, y);
  }
  append_markup(out, "<path class=\"mass\" d=\"{}\"/>\n{}", line, points);
}

}  // namespace

void append_reliability(std::string& out, const ScoreReport& score) {
  append_markup(out,
                "<svg class=\"reliability\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
                "aria-label=\"How many answers are correct at each confidence, {}; the tables "
                "have the numbers\">\n",
                plot_left + plot_size + 20, plot_top + plot_size + below_plot,
                html(confidence_text(score)));
  append_bars(out, score.equal_width);
  append_axes(out);
  append_markup(out, "<path class=\"ideal\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>\n", x_of(0),
                y_of(0), x_of(1), y_of(1));
  append_points(out, score.equal_mass);
  out += "</svg>\n";
}

}  // namespace logprobs::show
