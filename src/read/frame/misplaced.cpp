#include "read/frame/misplaced.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view punctuation = "{}[],:";

/// The token at the front of `text`, which is not empty: a string, a bracket, or a number or word.
std::string_view first_token(std::string_view text) {
  if (punctuation.find(text.front()) != std::string_view::npos) return text.substr(0, 1);
  std::size_t size = 1;
  if (text.front() == '"') {
    while (size < text.size() && text[size] != '"') size += text[size] == '\\' ? 2 : 1;
    return text.substr(0, size + 1);
  }
  const auto ends = [](char c) {
    return is_json_space(c) || c == '"' || punctuation.find(c) != std::string_view::npos;
  };
  while (size < text.size() && !ends(text[size])) ++size;
  return text.substr(0, size);
}

bool is_number_or_word(std::string_view token) {
  constexpr std::array<std::string_view, 6> words{"true",     "false", "null",
                                                  "Infinity", "NaN",   "-Infinity"};
  if (std::find(words.begin(), words.end(), token) != words.end()) return true;
  return token.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
}

/// Knows which tokens may come next.
class Grammar {
 public:
  /// False if the token may not come here.
  bool take(std::string_view token);

 private:
  enum class Next { value, value_or_end, key, key_or_end, colon, comma_or_end };

  bool take_value(Next after);
  bool open(char bracket, Next first);
  bool close(char opener, Next if_empty);

  Next next_ = Next::value;
  std::string open_;  // the brackets around the next token
};

bool Grammar::take(std::string_view token) {
  switch (token.front()) {
    case '{':
      return open('{', Next::key_or_end);
    case '[':
      return open('[', Next::value_or_end);
    case '}':
      return close('{', Next::key_or_end);
    case ']':
      return close('[', Next::value_or_end);
    case ':':
      if (next_ != Next::colon) return false;
      next_ = Next::value;
      return true;
    case ',':
      if (next_ != Next::comma_or_end || open_.empty()) return false;
      next_ = open_.back() == '{' ? Next::key : Next::value;
      return true;
    case '"':
      if (next_ != Next::key && next_ != Next::key_or_end) return take_value(Next::comma_or_end);
      next_ = Next::colon;
      return true;
    default:
      return is_number_or_word(token) && take_value(Next::comma_or_end);
  }
}

bool Grammar::take_value(Next after) {
  if (next_ != Next::value && next_ != Next::value_or_end) return false;
  next_ = after;
  return true;
}

bool Grammar::open(char bracket, Next first) {
  if (!take_value(first)) return false;
  open_ += bracket;
  return true;
}

bool Grammar::close(char opener, Next if_empty) {
  if (!open_.ends_with(opener) || (next_ != Next::comma_or_end && next_ != if_empty)) return false;
  open_.pop_back();
  next_ = Next::comma_or_end;
  return true;
}

}  // namespace

std::size_t first_misplaced(std::string_view text) {
  Grammar grammar;
  for (std::size_t at = 0; at < text.size();) {
    if (is_json_space(text[at])) {
      ++at;
      continue;
    }
    const std::string_view token = first_token(text.substr(at));
    if (!grammar.take(token)) return at;
    at += token.size();
  }
  return text.size();
}

}  // namespace logprobs::read
