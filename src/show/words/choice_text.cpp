#include "show/words/choice_text.hpp"

namespace logprobs::show {

std::string sent_text(const Answer& answer, const Choice& choice) {
  if (choice.tokens.empty()) return choice.message;
  std::string text;
  for (const Token& token : choice.tokens) text += answer.view(token.text);
  return text;
}

std::string shown_text(const Answer& answer, const Choice& choice) {
  if (choice.tokens.empty()) return choice.message;
  std::string text;
  for (const Token& token : choice.tokens) text += answer.view(token.shown);
  return text;
}

std::string_view word_in(std::string_view token) {
  constexpr std::string_view white = " \t\n\v\f\r";
  const std::size_t begin = token.find_first_not_of(white);
  if (begin == std::string_view::npos) return token;
  return token.substr(begin, token.find_last_not_of(white) + 1 - begin);
}

}  // namespace logprobs::show
