// What is known of the distribution that one token was drawn from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// Whether a logprob is a number, and no floor, which means "no value here".
bool is_usable(double logprob);

/// A token that was or might have been chosen, and has a probability above 0.
struct Listed {
  std::int32_t place = no_entry;  ///< as in Verdict; chosen_itself where the list lacks it
  std::string_view text;          ///< as people read it; as sent, where no text shows it
  double probability = 0;
  bool chosen = false;
};

/// All of them, each once; none if nothing is known. Floors mean "no value here", and so are not
/// among them.
struct List {
  std::vector<Listed> entries;  ///< most probable first, but the chosen one is the last
  double rest = 1;              ///< of the probability, what they leave over
  double least = 1;             ///< no token that is not listed is more probable
};

/// The list of a token of the answer.
List list_of(const Answer& answer, const Token& token, const Verdict& verdict);

}  // namespace logprobs::judge
