#include "read/tokens/leaked.hpp"

#include <charconv>

#include "logprobs/text.hpp"
#include "read/vocabulary/byte_level.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view space_mark = "\xE2\x96\x81";  // ▁
constexpr std::string_view newline_mark = "<|newline|>";

std::optional<std::string> from_byte_level(std::string_view text) {
  std::string out;
  if (!append_byte_level(text, out)) return std::nullopt;
  return out;
}

/// The byte that a mark such as "<0xE2>" at the front of `text` means; -1 if there is none.
int byte_mark(std::string_view text) {
  unsigned byte = 0;
  if (text.size() < 6 || !text.starts_with("<0x") || text[5] != '>') return -1;
  const auto [end, error] = std::from_chars(text.data() + 3, text.data() + 5, byte, 16);
  return error == std::errc() && end == text.data() + 5 ? static_cast<int>(byte) : -1;
}

std::string from_sentence_piece(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = 1;
    if (text.starts_with(space_mark)) {
      out += ' ';
      size = space_mark.size();
    } else if (text.starts_with(newline_mark)) {
      out += '\n';
      size = newline_mark.size();
    } else if (const int byte = byte_mark(text); byte >= 0) {
      out += static_cast<char>(byte);
      size = 6;
    } else {
      out += text.front();
    }
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace

bool has_leaked_mark(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest[0] == '\xC4' && (rest.starts_with("Ġ") || rest.starts_with("Ċ"))) return true;
    if (rest[0] == '\xE2' && rest.starts_with(space_mark)) return true;
    if (rest[0] == '<' && (byte_mark(rest) >= 0 || rest.starts_with(newline_mark))) return true;
  }
  return false;
}

std::optional<std::string> decode_spelling(std::string_view text, Spelling spelling) {
  switch (spelling) {
    case Spelling::byte_level:
      return from_byte_level(text);
    case Spelling::sentence_piece:
      return from_sentence_piece(text);
    case Spelling::plain:
      break;
  }
  return std::string(text);
}

}  // namespace logprobs::read
