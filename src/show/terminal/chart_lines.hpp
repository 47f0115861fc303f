// What a chart says, line by line; how wide its columns are is not known here.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// A bar and what stands around it.
struct ChartLine {
  std::string_view token{};  ///< in the first column: a token's bytes
  std::string note{};        ///< or our own words, with the spaces that they have
  Style label{};             ///< of what stands in that column
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< NaN: unscored
  std::string share{};       ///< the same as a percentage, or `?`
  Style bar{};               ///< of the bar and the percentage
  bool chosen = false;       ///< it is the chosen token's
  std::string_view other{};  ///< behind it: the bytes of its token, where no label names it
  std::string marks{};       ///< or the marks of the token
  bool after_blank = false;  ///< a blank line stands before it
};

struct Chart {
  std::vector<ChartLine> lines;
  bool pairs = false;  ///< the best stands over the second best, at one token at least
};

/// Of one token its whole list; of several tokens the best against the second best of each.
Chart chart_of(const Answer& answer, const Choice& choice, const ChoiceReport& report,
               const ShowOptions& options);

}  // namespace logprobs::show
