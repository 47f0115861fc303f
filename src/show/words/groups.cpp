#include "show/words/groups.hpp"

#include <algorithm>

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

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void each_group(const Choice& choice, std::string_view text,
                const std::function<void(const TokenGroup&)>& visit) {
  if (is_ascii(text)) {  // most are, and each token has its own characters
    std::size_t begin = 0;
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      if (is_hidden(choice.tokens[i])) continue;
      const std::size_t end = begin + choice.tokens[i].shown.size;
      visit({.first = i, .last = i + 1, .begin = begin, .end = end});
      begin = end;
    }
    return;
  }
  const std::vector<bool> begins = character_begins(text);
  TokenGroup group;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (is_hidden(choice.tokens[i])) continue;
    if (begins[group.end]) {
      if (group.last != 0) visit(group);
      group = {.first = i, .begin = group.end, .end = group.end};
    }
    group.last = i + 1;
    group.end += choice.tokens[i].shown.size;
  }
  if (group.last != 0) visit(group);
}

std::vector<TokenGroup> token_groups(const Choice& choice, std::string_view text) {
  std::vector<TokenGroup> groups;
  each_group(choice, text, [&](const TokenGroup& group) { groups.push_back(group); });
  return groups;
}

}  // namespace logprobs::show
