#include "text/words.hpp"

#include <algorithm>

#include "logprobs/text.hpp"
#include "text/classes.hpp"
#include "text/utf8.hpp"

namespace logprobs::text {
namespace {

/// Where the character with the byte before `at` begins; it may reach beyond `at`. An invalid byte
/// counts as a character.
std::size_t character_before(std::string_view bytes, std::size_t at) {
  if (static_cast<unsigned char>(bytes[at - 1]) < 0x80) return at - 1;
  constexpr std::size_t longest = 4;
  for (std::size_t back = std::min(longest, at); back > 1; --back) {
    const Decoded found = decode(bytes.substr(at - back));
    if (found.form == Form::valid && found.size >= back) return at - back;
  }
  return at - 1;
}

WordPart part_at(std::string_view bytes, std::size_t at) {
  const Decoded found = decode(bytes.substr(at));
  return found.form == Form::valid ? word_part(found.code_point) : WordPart::other;
}

/// The character before `at`, regardless of any marks on it.
WordPart part_before(std::string_view bytes, std::size_t at) {
  WordPart part = WordPart::mark;
  while (part == WordPart::mark && at > 0) {
    at = character_before(bytes, at);
    part = part_at(bytes, at);
  }
  return part;
}

/// Whether `fits` is true of each character, and there are no invalid bytes.
template <typename Fits>
bool all_characters(std::string_view bytes, Fits fits) {
  while (!bytes.empty()) {
    const Decoded found = decode(bytes);
    if (found.form != Form::valid || !fits(found.code_point)) return false;
    bytes.remove_prefix(found.size);
  }
  return true;
}

/// Counts words, character by character.
class WordCount {
 public:
  explicit WordCount(int most) : most_(most) {}
  /// False if the character belongs to one word more than those to be counted.
  bool take(WordPart part) {
    const bool inside = part != WordPart::space && part != WordPart::ideograph;
    const bool begins = part == WordPart::ideograph || (inside && !inside_);
    if (begins && words_ == most_) return false;
    if (begins) ++words_;
    inside_ = inside;
    return true;
  }

 private:
  int most_;
  int words_ = 0;
  bool inside_ = true;  // what is next to the place is of its own word
};

WordPart spaced_part_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return byte <= ' ' ? WordPart::space : WordPart::other;
  const WordPart part = part_at(text, at);
  return part == WordPart::ideograph || part == WordPart::space ? part : WordPart::other;
}

}  // namespace

bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  const WordPart part = part_at(text, at);
  if (part == WordPart::mark) return false;
  return part != WordPart::other || part_before(text, at) == WordPart::ideograph;
}

bool ends_word(std::string_view token) {
  const auto space = [](char32_t c) { return word_part(c) == WordPart::space; };
  return !token.empty() && part_before(token, token.size()) == WordPart::space &&
         !all_characters(token, space);
}

std::size_t word_begin(std::string_view text, std::size_t at) {
  const std::size_t farthest = at - std::min(at, longest_word);
  while (at > farthest && !begins_word(text, at)) at = character_before(text, at);
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  const std::size_t farthest = std::min(text.size(), at + longest_word);
  while (at < farthest) {
    at += decode(text.substr(at)).size;
    if (begins_word(text, at)) break;
  }
  return at;
}

std::size_t words_before(std::string_view text, std::size_t at, int count) {
  const std::size_t farthest = at - std::min(at, longest_word);
  WordCount words(count);
  while (at > farthest) {
    const std::size_t before = character_before(text, at);
    if (!words.take(spaced_part_at(text, before))) break;
    at = before;
  }
  return at;
}

std::size_t words_after(std::string_view text, std::size_t at, int count) {
  const std::size_t farthest = std::min(text.size(), at + longest_word);
  WordCount words(count);
  while (at < farthest && words.take(spaced_part_at(text, at))) at += decode(text.substr(at)).size;
  return at;
}

std::string_view without_white_before(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(ascii_white), text.size()));
  return text;
}

std::string_view without_white_after(std::string_view text) {
  return text.substr(0, text.find_last_not_of(ascii_white) + 1);
}

bool is_white(std::string_view bytes) {
  const auto white = [](char32_t c) { return c == '\n' || is_space_separator(c); };
  return !bytes.empty() && all_characters(bytes, white);
}

}  // namespace logprobs::text

namespace logprobs {

// Lines are long, and memchr() passes over them faster than std::count() looks at each byte.
std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find('\n'); at < text.size(); at = text.find('\n', at + 1)) ++count;
  return count;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_blank_or_punctuation(std::string_view bytes) {
  return text::all_characters(bytes, [](char32_t c) {
    const text::WordPart part = text::word_part(c);
    return part == text::WordPart::space || part == text::WordPart::punctuation;
  });
}

}  // namespace logprobs
