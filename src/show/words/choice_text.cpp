#include "show/words/choice_text.hpp"

#include "text/words.hpp"

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
  const std::string_view word = text::without_white_after(text::without_white_before(token));
  return word.empty() ? token : word;
}

}  // namespace logprobs::show
