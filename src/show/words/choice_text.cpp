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

}  // namespace logprobs::show
