// Which tokens write a piece of a choice's text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logprobs/finding.hpp"
#include "logprobs/model.hpp"

namespace logprobs::judge {

/// The text of a choice as people read it (Token::shown), and where each token ends in it.
struct ChoiceText {
  std::string text;
  std::vector<std::size_t> ends;  ///< one for each token; a token that no text shows is empty
};

/// Joins the texts of all tokens.
ChoiceText text_of(const Answer& answer, const Choice& choice);

/// Where a token begins in the text.
inline std::size_t begin_of(const ChoiceText& text, std::size_t token) {
  return token == 0 ? 0 : text.ends[token - 1];
}

/// The piece of the text from `begin` up to `end`. A token that holds only some of its bytes
/// belongs to it with all of its logprob; of no bytes no token does. Takes O(log n) and the tokens'
/// number.
Part part_of(const Choice& choice, const ChoiceText& text, std::size_t begin, std::size_t end);

/// In nats: what a token adds to a sum. A floor means probability 0; NaN: unscored.
double summand(double logprob);

/// Sums up the logprobs of the tokens that a part names.
void sum_up(const Choice& choice, Part& part);

}  // namespace logprobs::judge
