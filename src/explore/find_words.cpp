#include "explore/find_words.hpp"

#include <algorithm>
#include <string>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {

std::vector<std::size_t> tokens_with_words(const Answer& answer, const Choice& choice,
                                           std::string_view words) {
  std::string text;
  std::vector<std::size_t> ends;  // of each token in it
  for (const Token& token : choice.tokens) {
    if (!is_hidden(token)) text += answer.view(token.shown);
    ends.push_back(text.size());
  }
  text = lower_case(text);
  const std::string sought = lower_case(words);
  std::vector<std::size_t> tokens;
  if (sought.empty()) return tokens;
  for (std::size_t at = text.find(sought); at != std::string::npos;
       at = text.find(sought, at + sought.size())) {
    // The white space before a word is a part of its token.
    const auto token = std::upper_bound(ends.begin(), ends.end(), at);
    const auto number = static_cast<std::size_t>(token - ends.begin());
    if (tokens.empty() || tokens.back() != number) tokens.push_back(number);
  }
  return tokens;
}

}  // namespace logprobs::explore
