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

std::string word_of(const Answer& answer, const Choice& choice, std::size_t index) {
  // Of an answer, which may be long, only the text around the token is joined.
  constexpr std::size_t enough = 2 * text::longest_word;
  const std::vector<Token>& tokens = choice.tokens;
  if (is_hidden(tokens[index])) return std::string(listed(answer, tokens[index]));
  const std::string_view shown = answer.view(tokens[index].shown);
  std::size_t first_token = index;
  std::size_t begin = 0;  // where the token begins in the text
  while (first_token > 0 && begin < enough) begin += tokens[--first_token].shown.size;
  const std::size_t size = begin + shown.size() + enough;
  std::string text;
  for (std::size_t i = first_token; i < tokens.size() && text.size() < size; ++i) {
    text += answer.view(tokens[i].shown);
  }
  const std::string_view seen = word_in(shown);
  if (seen.empty() || text::is_white(seen)) return std::string(seen);
  const std::size_t first = begin + static_cast<std::size_t>(seen.data() - shown.data());
  const std::size_t end = text::word_end(text, first + seen.size() - 1);
  const std::size_t word = text::word_begin(text, first);
  return std::string(word_in(std::string_view(text).substr(word, end - word)));
}

}  // namespace logprobs::show
