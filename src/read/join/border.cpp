#include "read/join/border.hpp"

#include <algorithm>

#include "read/join/alignment.hpp"
#include "read/join/markup.hpp"

namespace logprobs::read {
namespace {

std::string joined(const std::vector<Token>& tokens, const Answer& answer) {
  std::string text;
  for (const Token& token : tokens) text += answer.view(token.text);
  return text;
}

/// The token that has the byte `at` of the joined text; their number if that is its end.
std::size_t token_at(std::size_t at, const std::vector<Token>& tokens) {
  std::size_t i = 0;
  for (; i < tokens.size() && at >= tokens[i].text.size; ++i) at -= tokens[i].text.size;
  return i;
}

/// The first of the tokens from `i` on that is not white space.
std::size_t skip_blank(std::size_t i, const std::vector<Token>& tokens, const Answer& answer) {
  while (i < tokens.size() && is_blank(answer.view(tokens[i].text))) ++i;
  return i;
}

/// The first token of `content` if the joined text ends with it, byte by byte.
std::optional<std::size_t> exact_border(std::string_view content, const std::vector<Token>& tokens,
                                        const Answer& answer) {
  constexpr std::size_t most_markup = 16;  // tokens after the content
  const std::string text = joined(tokens, answer);
  std::string_view rest = text;
  for (std::size_t left = 0; left <= std::min(most_markup, tokens.size()); ++left) {
    const std::string_view before = trim_end(rest);
    if (before.ends_with(content)) return token_at(before.size() - content.size(), tokens);
    if (left == tokens.size()) break;
    const std::string_view last = answer.view(tokens[tokens.size() - 1 - left].text);
    if (!is_markup(last)) break;
    rest.remove_suffix(last.size());
  }
  return std::nullopt;
}

/// True if the tokens from `first` on are the content, however their texts were lost or changed.
bool is_content(std::size_t first, std::string_view content, const std::vector<Token>& tokens,
                Answer& answer) {
  Choice choice;
  choice.tokens.assign(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
  Alignment alignment;
  alignment.add_message(content);
  alignment.advance(answer, choice, true);
  return alignment.agrees();
}

}  // namespace

std::optional<std::size_t> border_before(std::string_view content, const std::vector<Token>& tokens,
                                         Answer& answer) {
  content = trim_end(content);
  if (content.empty()) return std::nullopt;
  if (const auto border = exact_border(content, tokens, answer)) return border;
  // Texts that the server lost or changed are compared by an alignment, which needs a beginning.
  std::size_t tries = 4;
  for (std::size_t i = tokens.size(); i-- > 1 && tries > 0;) {
    if (!is_mark(answer.view(tokens[i - 1].text))) continue;
    --tries;
    if (!is_content(i, content, tokens, answer)) continue;
    return is_json_space(content.front()) ? i : skip_blank(i, tokens, answer);
  }
  if (is_content(0, content, tokens, answer)) return 0;  // it skips a mark at the beginning
  return std::nullopt;
}

std::optional<std::size_t> border_after(std::string_view reasoning,
                                        const std::vector<Token>& tokens, const Answer& answer) {
  reasoning = trim_begin(trim_end(reasoning));
  const std::string text = joined(tokens, answer);
  std::size_t tries = 4;
  std::size_t begin = 0;  // of token i
  for (std::size_t i = 0; i < tokens.size() && tries > 0; begin += tokens[i++].text.size) {
    if (i > 0 && !is_markup(answer.view(tokens[i - 1].text))) continue;
    --tries;
    const std::string_view rest = trim_begin(std::string_view(text).substr(begin));
    if (!rest.starts_with(reasoning)) continue;
    const std::size_t end = text.size() - rest.size() + reasoning.size();
    std::size_t border = end == 0 ? 0 : token_at(end - 1, tokens) + 1;
    border = skip_blank(border, tokens, answer);
    if (border == tokens.size() || !is_mark(answer.view(tokens[border].text))) return border;
    return skip_blank(border + 1, tokens, answer);
  }
  return std::nullopt;
}

std::string text_before_mark(std::string_view content, const std::vector<Token>& tokens,
                             const Answer& answer) {
  content = trim_end(content);
  if (content.empty() || content.starts_with(answer.view(tokens.front().text))) return {};
  std::vector<Token> before(tokens.begin(), tokens.end());
  before.resize(exact_border(content, tokens, answer).value_or(0));
  while (!before.empty() && is_blank(answer.view(before.back().text))) before.pop_back();
  if (before.empty() || !is_mark(answer.view(before.back().text))) return {};
  const bool has_text = std::any_of(before.begin(), before.end(), [&](const Token& token) {
    return !is_markup(answer.view(token.text));
  });
  return has_text ? joined(before, answer) : "";
}

}  // namespace logprobs::read
