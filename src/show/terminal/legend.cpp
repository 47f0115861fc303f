#include "show/terminal/legend.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "show/terminal/line_of_parts.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {

namespace {

constexpr std::string_view near = "  ";
constexpr std::string_view far = "   ";

}  // namespace

/// ">90%", and of those below it only the number: ">70"; "less" of the last.
std::string Legend::band_text(int band) const {
  if (band == 4) return "less";
  const std::string percent = threshold_percent(options_.thresholds.bands[band]);
  const std::string_view number = percent;
  return fmt::format(">{}", band == 0 ? number : number.substr(0, number.size() - 1));
}

void Legend::write(const Summary& summary, Signs signs, std::string& out) {
  const bool bands = signs == Signs::bands && !std::exchange(bands_, true);
  const bool best = signs == Signs::best_and_second && !std::exchange(best_, true);
  const bool chosen = signs != Signs::bands && !std::exchange(chosen_, true);
  const bool marks = options_.marks != Marks::none;
  const bool ambiguous = marks && summary.ambiguous > 0 && !std::exchange(ambiguous_, true);
  const bool not_top = marks && summary.not_top > 0 && !std::exchange(not_top_, true);
  const bool low = summary.low > 0 && !std::exchange(low_, true);
  if (!bands && !best && !chosen && !ambiguous && !not_top && !low) return;
  LineOfParts line(options_, out);
  const auto entry = [&](std::string_view gap, std::string_view text, const Style& style) {
    line.add(gap, {}, text, style);
  };
  for (int i = 0; bands && i < 5; ++i) {
    entry(near, "■ " + band_text(i), {.band = static_cast<Band>(i + 1)});
  }
  if (best) {
    entry(near, "■ best", bar_style({.band = Band::green}, options_.depth));
    entry(near, "■ second best", bar_style({.band = Band::red}, options_.depth));
  }
  if (chosen) entry(near, "▸ chosen", {});
  const auto mark = [&](const Clues& clue, std::string_view about) {
    const std::string sign = token_marks(clue, options_);
    entry(far, sign.empty() ? std::string(about) : fmt::format("{} {}", sign, about),
          has_lines(options_) ? token_style({.clues = clue}, options_) : Style{});
  };
  if (ambiguous) mark({.ambiguous = true}, "ambiguous");
  if (not_top) mark({.not_top = true}, "not top");
  const bool both = has_lines(options_) && ambiguous_ && not_top_;
  if (both && (ambiguous || not_top)) mark({.ambiguous = true, .not_top = true}, "both");
  if (low) {
    entry(far, "below " + threshold_percent(options_.thresholds.low),
          token_style({.clues = {.low = true}}, options_));
  }
  line.end();
}

}  // namespace logprobs::show
