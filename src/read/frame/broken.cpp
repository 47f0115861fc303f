#include "read/frame/broken.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "logprobs/text.hpp"
#include "read/frame/misplaced.hpp"
#include "read/frame/printed.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

/// The position of the first byte that is not UTF-8.
std::size_t first_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (!is_utf8(text.substr(at, size))) break;
    at += size;
  }
  return at;
}

/// The position of the first raw control character: JSON has none, but for white space between
/// values.
std::optional<std::size_t> first_control(std::string_view text) {
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (static_cast<unsigned char>(c) < 0x20 && (in_string || !is_json_space(c))) {
      return i;
    }
  }
  return std::nullopt;
}

bool looks_binary(std::string_view text) {
  return text.substr(0, 1024).find('\0') != std::string_view::npos;
}

/// A few characters of `text` from `at`, cut between characters.
std::string excerpt(std::string_view text, std::size_t at) {
  constexpr std::size_t length = 16;
  const std::string_view piece = first_bytes(text.substr(at), length);
  const bool more = at + piece.size() < text.size();
  return piece.empty() ? "" : fmt::format(" (“{}{}”)", piece, more ? "…" : "");
}

}  // namespace

std::string describe_broken(const Document& document, const char* location) {
  const std::string_view text = document.text;
  if (looks_binary(text)) return "not JSON: this is binary data";
  if (const std::string_view printed = describe_printed({text.data(), text.size() + document.more});
      !printed.empty()) {
    return fmt::format("not JSON: {}", printed);
  }
  if (!is_utf8(text)) {
    return fmt::format("not UTF-8 at byte {}", document.begin + first_invalid(text));
  }
  if (const std::optional<std::size_t> control = first_control(text)) {
    return fmt::format("not JSON: a raw control character at byte {}", document.begin + *control);
  }
  ValueScanner scanner;
  std::size_t at = scanner.scan(text);
  if (scanner.state() == ValueScanner::State::inside) {
    return fmt::format("the JSON breaks off at byte {}; its end is missing",
                       document.begin + text.size());
  }
  if (location >= text.data() && location <= text.data() + text.size()) {
    at = static_cast<std::size_t>(location - text.data());
  }
  at = std::min(at, first_misplaced(text));  // a value that the parser passes over may be broken
  return fmt::format("not JSON at byte {}{}", document.begin + at, excerpt(text, at));
}

std::string describe_too_large(const Document& document, std::uint64_t max_bytes,
                               std::uint64_t max_event_line) {
  if (document.event && max_event_line < max_bytes) {
    return fmt::format("larger than a line of a stream may be ({} bytes)", max_event_line);
  }
  return fmt::format("larger than --max-bytes ({} bytes)", max_bytes);
}

}  // namespace logprobs::read
