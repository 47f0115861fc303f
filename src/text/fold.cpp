#include "text/fold.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "logprobs/text.hpp"
#include "text/classes.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace logprobs::text {
namespace {

/// Quotes that are symbols and no punctuation: the grave and the acute accent.
bool is_symbolic_quote(char32_t c) { return c == '`' || c == 0xB4; }

bool is_around(char32_t c) {
  const WordPart part = word_part(c);
  return part == WordPart::space || part == WordPart::punctuation || is_symbolic_quote(c);
}

bool is_quote(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
      return true;
    default:
      break;
  }
  constexpr std::u32string_view others = U"\"'‚„〝〞〟「」『』＂＇｢｣";
  return is_symbolic_quote(c) || others.find(c) != std::u32string_view::npos;
}

bool is_minus_of_number(char32_t c, std::string_view rest) {
  return (c == '-' || c == 0x2212) && !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
}

/// How many bytes at the front are UTF-8.
std::size_t valid_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    const Decoded found = decode(text.substr(size));
    if (found.form != Form::valid) break;
    size += found.size;
  }
  return size;
}

std::string with_single_spaces(std::string_view text) {
  std::string result;
  bool in_space = false;
  for (const char c : text) {
    const bool space = ascii_white.find(c) != std::string_view::npos;
    if (!space) result += c;
    if (space && !in_space) result += ' ';
    in_space = space;
  }
  return result;
}

std::string fold_valid(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return with_single_spaces(lower_case(text));
  constexpr auto how = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, how);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(text);
  return with_single_spaces(
      {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)});
}

}  // namespace

std::string_view without_punctuation_before(std::string_view text) {
  while (!text.empty()) {
    const Decoded found = decode(text);
    if (found.form != Form::valid || !is_around(found.code_point) ||
        is_minus_of_number(found.code_point, text.substr(found.size))) {
      break;
    }
    text.remove_prefix(found.size);
  }
  return text;
}

std::string_view without_punctuation_after(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded found = decode(text.substr(at));
    at += found.size;
    if (found.form != Form::valid || !is_around(found.code_point)) end = at;
  }
  return text.substr(0, end);
}

bool is_white_or_quotes(std::string_view text) {
  while (!text.empty()) {
    const Decoded found = decode(text);
    if (found.form != Form::valid) return false;
    if (word_part(found.code_point) != WordPart::space && !is_quote(found.code_point)) return false;
    text.remove_prefix(found.size);
  }
  return true;
}

std::string fold(std::string_view text) {
  const std::size_t valid = valid_size(text);
  return fold_valid(text.substr(0, valid)) + std::string(text.substr(valid));
}

std::string fold_bare(std::string_view text) {
  const auto bare = [](std::string_view part) {
    return without_punctuation_after(without_punctuation_before(part));
  };
  // Folding can bring white space to the ends: of an accent alone it makes a space with a mark.
  return std::string(bare(fold(bare(text))));
}

std::string upper_case(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Decoded found = decode(text);
    if (found.form == Form::valid) {
      append_code_point(
          result,
          static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(found.code_point))));
    } else {
      result += text.substr(0, found.size);
    }
    text.remove_prefix(found.size);
  }
  return result;
}

}  // namespace logprobs::text
