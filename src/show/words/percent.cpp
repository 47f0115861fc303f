#include "show/words/percent.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

namespace logprobs::show {

std::string percent(double probability, std::span<const double> thresholds) {
  if (std::isnan(probability)) return "";
  long tenths = std::lround(probability * 1000);
  for (const double threshold : thresholds) {
    const double shown = static_cast<double>(tenths) / 1000;
    if (probability < threshold && shown >= threshold) --tenths;
  }
  if (tenths <= 0 && probability > 0) return "<0.1%";
  if (tenths >= 1000 && probability < 1) return ">99.9%";
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

std::string percent(double probability, const Thresholds& thresholds) {
  const double(&bands)[4] = thresholds.bands;
  return percent(probability, std::array{bands[0], bands[1], bands[2], bands[3], thresholds.low});
}

std::string share_text(double probability, const Thresholds& thresholds) {
  return std::isnan(probability) ? "?" : percent(probability, thresholds);
}

double shown_probability(double logprob) {
  const double p = probability(logprob);
  return p == 0 && !is_floor(logprob) ? std::numeric_limits<double>::min() : p;
}

std::string threshold_percent(double probability) {
  // Ten digits hide the error of the multiplication: 0.07 * 100 is 7.000000000000001.
  return fmt::format("{:.10g}%", probability * 100);
}

std::string short_number(double value) {
  if (std::isnan(value)) return "";
  return value < 1000 ? fmt::format("{:.2f}", value) : fmt::format("{:.3g}", value);
}

std::string token_count(std::size_t tokens) {
  return fmt::format("{} token{}", tokens, tokens == 1 ? "" : "s");
}

}  // namespace logprobs::show
