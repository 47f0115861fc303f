#include "show/terminal/legend.hpp"

#include <string_view>
#include <utility>

#include "show/words/marks.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {

void Legend::write(const Summary& summary, Signs signs, std::string& out) {
  const bool bands = signs == Signs::bands && !std::exchange(bands_, true);
  const bool best = signs == Signs::best_and_second && !std::exchange(best_, true);
  const bool chosen = signs != Signs::bands && !std::exchange(chosen_, true);
  const bool marks = options_.marks != Marks::none;
  const bool ambiguous = marks && summary.ambiguous > 0 && !std::exchange(ambiguous_, true);
  const bool not_top = marks && summary.not_top > 0 && !std::exchange(not_top_, true);
  const bool low = summary.low > 0 && !std::exchange(low_, true);
  if (!bands && !best && !chosen && !ambiguous && !not_top && !low) return;
  StyleWriter writer(colors_of(options_));
  std::string gap = "  ";
  const auto entry = [&](std::string_view text, const Style& style) {
    out += gap;
    writer.write(text, style, out);
    writer.close(out);
    gap = "   ";
  };
  for (int i = 0; bands && i < 5; ++i) {
    const std::string range =
        i < 4 ? "> " + threshold_percent(options_.thresholds.bands[i]) : "rest";
    entry("■ " + range, {.band = static_cast<Band>(i + 1)});
  }
  if (best) {
    entry("■ best", bar_style({.band = Band::green}, options_.depth));
    entry("■ below it, second best", bar_style({.band = Band::red}, options_.depth));
  }
  if (chosen) entry("▸ the chosen one", {});
  if (bands || best || chosen) gap = "    ";
  if (ambiguous) entry(marks_of({.ambiguous = true}, options_.marks) + " ambiguous", {});
  if (not_top) entry(marks_of({.not_top = true}, options_.marks) + " not the top choice", {});
  if (low) entry("underlined: below " + threshold_percent(options_.thresholds.low), {.low = true});
  out += '\n';
}

}  // namespace logprobs::show
