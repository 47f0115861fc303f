#include "show/places/context.hpp"

#include <algorithm>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "text/words.hpp"

namespace logprobs::show {
namespace {

constexpr int words_around[] = {7, 3};
constexpr int brackets = 2;  // cells

/// Text in one line.
std::string flat(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const std::size_t word = std::min(text.find_first_of(text::ascii_white), text.size());
    line += visible(text.substr(0, word));
    text.remove_prefix(word);
    const std::size_t space = std::min(text.find_first_not_of(text::ascii_white), text.size());
    if (space == 0) break;
    const bool breaks = text.substr(0, space).find('\n') != std::string_view::npos;
    line += breaks ? " ↵ " : " ";
    text.remove_prefix(space);
  }
  return line;
}

/// The token itself, which may be as long as its answer.
std::string token_text(std::string_view bytes) {
  constexpr int widest = 80;  // cells
  const bool seen = !text::without_white_before(bytes).empty();
  return seen ? visible_line(flat(bytes), widest) : visible_cell(bytes, widest);
}

/// As much of the end of a text as fits, from a word's beginning on if a word fits.
std::string last_words(const std::string& text, int cells) {
  std::string end = visible_end(text, cells);
  const std::size_t space = end.find(' ');
  const bool has_word = end.find_first_not_of(' ', space) != std::string::npos;
  if (end == text || space == std::string::npos || !has_word) return end;
  return "…" + end.substr(space);
}

/// As much of its beginning, up to a space if there is one.
std::string first_words(const std::string& text, int cells) {
  std::string beginning = visible_line(text, cells);
  const std::size_t space = beginning.rfind(' ');
  if (beginning == text || space == std::string::npos) return beginning;
  return beginning.substr(0, space) + " …";
}

}  // namespace

Context context_of(const Answer& answer, const Choice& choice, std::string_view text,
                   const UncertainToken& token) {
  const std::size_t begin = text::words_before(text, token.begin, words_around[0]);
  const std::size_t end = text::words_after(text, token.end, words_around[1]);
  const Token& sent = choice.tokens[token.index];
  Context context;
  if (begin > 0) context.before = "… ";
  context.before += flat(text::without_white_before(text.substr(begin, token.begin - begin)));
  context.token = token_text(is_hidden(sent) ? answer.view(sent.text)
                                             : text.substr(token.begin, token.end - token.begin));
  context.after = flat(text::without_white_after(text.substr(token.end, end - token.end)));
  if (end < text.size()) context.after += " …";
  return context;
}

Context fitted(const Context& context, int cells) {
  const int before = display_width(context.before);
  const int token = display_width(context.token);
  const int after = display_width(context.after);
  if (before + token + after + brackets <= cells) return context;
  const int room = std::max(cells - brackets - token, 0);
  Context part;
  part.token = visible_line(context.token, cells - brackets);
  part.after = first_words(context.after, std::max(std::min(after, room / 3), room - before));
  part.before = last_words(context.before, room - display_width(part.after));
  return part;
}

}  // namespace logprobs::show
