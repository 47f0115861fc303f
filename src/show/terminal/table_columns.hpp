// Which columns a table has, and how wide they are.
#pragma once

#include <string>

#include "logprobs/report.hpp"
#include "logprobs/show.hpp"
#include "show/words/distribution.hpp"

namespace logprobs::show {

/// The widths of a table's columns, in cells and in the order in which they are shown. One of 0 is
/// left out.
struct TableColumns {
  int number = 1;
  int probability = 6;  ///< ">99.9%"
  int bar = 8;
  int marks = 0;
  int token = 5;
  int rank = 0;
  int model = 0, possible = 0;  ///< of raw logits that are sampled
  int bits = 0;
  int instead = 0;  ///< 0 also where nothing limits it
  bool has_instead = true;
  bool inner_bars = true;  ///< whether the alternatives have bars too
  bool lists = false;      ///< on a terminal: whether a token with alternatives came
};

/// Cells between two alternatives.
inline constexpr int alternative_gap = 3;
/// The cells in which two alternatives are shown, even if the second has to be cut off.
inline constexpr int least_for_two = 25;

/// Where no width limits a line: measures the tokens of a choice that are shown.
TableColumns measure_table(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                           const ShowOptions& options);

/// On a terminal of limited width: usual widths, so that rows can be written before those that
/// follow are known. What makes room for two alternatives is left out: first the bars, and last all
/// but the token, its probability and the best other.
TableColumns fitting_columns(const Answer& answer, const Choice& choice,
                             const ShowOptions& options);
/// Widens such columns to what one more row needs; only bars give way.
void make_room(const Answer& answer, const Choice& choice, const Verdict& verdict,
               std::size_t index, const ShowOptions& options, TableColumns& columns);

/// "0.52", or "≥0.52" where it is a lower bound, which rounding never lifts; empty if unknown.
std::string bits_text(const Entropy& entropy);

/// An alternative as a cell: "␣my" and " ████▌ 75.1%". At most `widest` cells, but a token has
/// one at least.
struct AlternativeCell {
  std::string token;
  std::string share;
  int width = 0;
};
AlternativeCell alternative_cell(const Answer& answer, const Alternative& entry, bool with_bar,
                                 int widest, const Thresholds& thresholds);

/// Calls `visit` with each alternative that was not chosen, most probable first, until it returns
/// false.
template <typename Visit>
void each_other(const Answer& answer, const Token& token, const Verdict& verdict, Visit visit) {
  const std::int32_t chosen = listed_place(token, verdict);
  const Alternative* const first = answer.begin(token);
  for (const Alternative* entry = first; entry != answer.end(token); ++entry) {
    if (entry - first != chosen && !visit(*entry)) return;
  }
}

}  // namespace logprobs::show
