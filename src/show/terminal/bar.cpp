#include "show/terminal/bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace logprobs::show {
namespace {

/// The length of a bar in eighths of a cell; 0 for NaN.
int eighths(double fraction, int cells) {
  if (!(fraction > 0)) return 0;
  const int all = cells * 8;
  return std::clamp(static_cast<int>(std::lround(fraction * all)), 1, all);
}

}  // namespace

std::string bar(double fraction, int cells) {
  static constexpr std::array<std::string_view, 8> part = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int size = eighths(fraction, cells);
  std::string text;
  for (int i = 0; i < size / 8; ++i) text += "█";
  text += part[static_cast<std::size_t>(size % 8)];
  return text;
}

int bar_width(double fraction, int cells) { return (eighths(fraction, cells) + 7) / 8; }

}  // namespace logprobs::show
