#include "explore/strip.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace logprobs::explore {
namespace {

constexpr std::array<std::string_view, 9> heights = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// The least probable of some tokens; null if none is scored.
const Verdict* least_of(const ChoiceReport& report, std::size_t begin, std::size_t end) {
  const Verdict* least = nullptr;
  for (std::size_t i = begin; i < end; ++i) {
    const Verdict& verdict = report.verdicts[i];
    if (std::isnan(verdict.probability)) continue;
    if (least == nullptr || verdict.probability < least->probability) least = &verdict;
  }
  return least;
}

std::string_view height_of(const Verdict* verdict) {
  if (verdict == nullptr) return heights[0];
  const auto steps = static_cast<int>(std::lround(verdict->probability * 8));
  return heights[static_cast<std::size_t>(std::clamp(steps, 1, 8))];
}

}  // namespace

void put_strip(const Walk& walk, int cells, Row& row) {
  const ChoiceReport* const report = walk.choice_report();
  if (report == nullptr || cells <= 0) return;
  const std::size_t tokens = report->verdicts.size();
  const std::size_t used = std::min(tokens, static_cast<std::size_t>(cells));
  for (std::size_t cell = 0; cell < used; ++cell) {
    const std::size_t begin = cell * tokens / used, end = (cell + 1) * tokens / used;
    const Verdict* const least = least_of(*report, begin, end);
    const bool has_cursor = begin <= walk.token() && walk.token() < end;
    show::Style style = show::bar_style({.band = least == nullptr ? Band::none : least->band},
                                        walk.options().depth);
    if (has_cursor) style = {.escaped = true};
    row.put_glyph(height_of(least), 1, style);
  }
}

}  // namespace logprobs::explore
