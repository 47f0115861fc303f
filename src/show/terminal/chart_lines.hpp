// The lines of a chart, before its columns get their widths.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <string_view>

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
  std::string run{};         ///< in place of all but the note: the text of several sure tokens
  bool after_blank = false;  ///< whether a blank line precedes it
};

/// Whether the best is above the second best at one token or more.
bool has_pairs(const Choice& choice, const ChoiceReport& report, const ShowOptions& options);

/// Calls `visit` with each line of a choice: the whole list of its only token, or the best and the
/// second best of each of its tokens. In a long answer, sure tokens in a row share a line. A line
/// points into the answer.
void each_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
               const ShowOptions& options, const std::function<void(const ChartLine&)>& visit);

}  // namespace logprobs::show
