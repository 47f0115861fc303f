// The lines of a chart, before its columns get their widths.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// A label, a bar with its percentage, and text after them.
struct ChartLine {
  std::string_view token{};  ///< the label: a token's bytes,
  std::string note{};        ///< or the program's own words, whose spaces stay spaces
  Style label{};             ///< the label's style
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN: unscored
  std::string share{};       ///< the probability as a percentage, or `?`
  Style bar{};               ///< the style of the bar and the percentage
  bool chosen = false;       ///< whether the bar is the chosen token's
  std::string_view other{};  ///< the text after the bar: the bytes of a token without a label,
  std::string marks{};       ///< or the marks of the label's token
  std::string model{};       ///< after them: the share in the model's own distribution
};

/// The label, at most `width` cells wide, as visible text.
std::string label_of(const ChartLine& line, int width);

/// Whether a token's lines are those of two candidates, unless it is the only one.
inline bool is_pair(const Verdict& verdict) { return verdict.first != no_entry; }

/// Whether a token may share a line with its neighbours: one looks for those that are not sure.
inline bool is_sure(const Verdict& verdict) {
  return verdict.band == Band::green && !verdict.clues.any();
}

/// The lines of a choice's only token, its whole list; they point into the answer.
std::vector<ChartLine> list_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options);

/// The lines of one of several tokens: the best, the second best, and the chosen one if it is
/// neither.
std::vector<ChartLine> best_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options);

}  // namespace logprobs::show
