#include "read/join/prefill.hpp"

#include <string>

#include "read/join/markup.hpp"

namespace logprobs::read {

std::size_t size_of_prefill(std::string_view message, const Answer& answer, const Choice& choice,
                            std::size_t first) {
  constexpr std::size_t most_special = 16;  // tokens at the end
  std::string text;
  for (std::size_t i = first; i < choice.tokens.size(); ++i) {
    text += answer.view(choice.tokens[i].text);
  }
  std::string_view said = text;
  for (std::size_t i = choice.tokens.size(); i > first && !message.ends_with(said); --i) {
    const std::string_view last = answer.view(choice.tokens[i - 1].text);
    const bool special = is_mark(last) && i + most_special > choice.tokens.size();
    said.remove_suffix(special ? last.size() : said.size());
  }
  const bool none = said.empty() || is_blank(said);
  return none ? std::string_view::npos : message.size() - said.size();
}

}  // namespace logprobs::read
