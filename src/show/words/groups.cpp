#include "show/words/groups.hpp"

#include "show/words/choice_text.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {
namespace {

/// A flag for each byte and for the end of a text: whether a character, as people count them,
/// begins there.
std::vector<bool> character_begins(std::string_view text) {
  std::vector<bool> begins(text.size() + 1);
  text::VisibleStream stream(text::Space::flow);
  stream.feed(text);
  stream.finish();
  std::size_t at = 0;
  for (text::Glyph glyph; stream.next(glyph); at += glyph.size) begins[at] = !glyph.extends;
  begins.front() = begins.back() = true;
  return begins;
}

}  // namespace

std::vector<TokenGroup> token_groups(const Choice& choice, std::string_view text) {
  const std::vector<bool> begins = character_begins(text);
  std::vector<TokenGroup> groups;
  std::size_t at = 0;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (is_hidden(choice.tokens[i])) continue;
    if (begins[at]) groups.push_back({.first = i, .begin = at});
    at += choice.tokens[i].shown.size;
    groups.back().last = i + 1;
    groups.back().end = at;
  }
  return groups;
}

}  // namespace logprobs::show
