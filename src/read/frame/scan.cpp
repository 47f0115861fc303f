#include "read/frame/scan.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace logprobs::read {
namespace {

bool is_scalar_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '+' || c == '.';
}

bool may_begin_scalar(char c) {
  return (c >= '0' && c <= '9') || std::string_view("-tfnNI").find(c) != std::string_view::npos;
}

constexpr std::array<bool, 256> make_marks() {
  std::array<bool, 256> marks{};
  for (const char c : {'"', '{', '}', '[', ']'}) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}

/// Whether a line may begin with `next` if the lines before it end in `last`. Lets a comma too many
/// pass: the decoder may not care.
bool may_follow(char last, char next) {
  const bool closes = next == '}' || next == ']';
  const bool begins = next == '"' || next == '{' || next == '[' || may_begin_scalar(next);
  switch (last) {
    case ',':
    case '[':
      return begins || closes;
    case '{':
      return next == '"' || next == '}';
    case ':':
      return begins;
    case '"':
      return closes || next == ',' || next == ':';
    default:
      return closes || next == ',';
  }
}

/// How many spaces `text` begins with, or fewer near its end. Indentation is half of some files.
std::size_t spaces(std::string_view text) {
  constexpr std::uint64_t eight = 0x2020202020202020;
  std::size_t size = 0;
  for (std::uint64_t word = 0; size + sizeof word <= text.size(); size += sizeof word) {
    std::memcpy(&word, text.data() + size, sizeof word);
    if (word == eight) continue;
    if constexpr (std::endian::native == std::endian::big) return size;
    return size + static_cast<std::size_t>(std::countr_zero(word ^ eight)) / 8;
  }
  return size;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
  return text;
}

void ValueScanner::start(char c) {
  if (c == '{' || c == '[') {
    state_ = State::inside;
    depth_ = 1;
  } else if (c == '"') {
    state_ = State::inside;
    in_string_ = true;
  } else {
    state_ = may_begin_scalar(c) ? State::scalar : State::broken;
  }
}

std::size_t ValueScanner::scan(std::string_view text) {
  std::size_t used = at_line_ ? begin_line(text) : 0;
  while (used < text.size()) {
    const std::string_view rest = text.substr(used);
    switch (state_) {
      case State::blank:
        if (!is_json_space(rest.front())) start(rest.front());
        if (state_ != State::broken) ++used;
        break;
      case State::scalar:
        if (!is_scalar_char(rest.front())) {
          state_ = State::ended;
          return used;
        }
        ++used;
        break;
      case State::inside:
        used += scan_inside(rest);
        break;
      case State::ended:
      case State::broken:
        return used;
    }
  }
  if (state_ == State::inside) note_last(text);
  return used;
}

/// Passes over white space, up to what a line begins with.
std::size_t ValueScanner::begin_line(std::string_view text) {
  std::size_t first = spaces(text);
  while (first < text.size() && is_json_space(text[first])) ++first;
  if (first == text.size()) return first;
  at_line_ = false;
  if (!may_follow(last_, text[first])) state_ = State::broken;
  return first;
}

void ValueScanner::note_last(std::string_view text) {
  std::size_t size = text.size();
  while (size != 0 && is_json_space(text[size - 1])) --size;
  if (size != 0) last_ = text[size - 1];
}

void ValueScanner::end_line() {
  if (state_ != State::inside) return;
  if (in_string_) state_ = State::broken;
  at_line_ = true;
}

void ValueScanner::finish() {
  if (state_ == State::scalar) state_ = State::ended;
}

std::size_t ValueScanner::scan_inside(std::string_view text) {
  std::size_t used = 0;
  while (used < text.size() && state_ == State::inside) {
    used = in_string_ ? scan_string(text, used) : scan_brackets(text, used);
  }
  return used;
}

std::size_t ValueScanner::scan_string(std::string_view text, std::size_t i) {
  if (std::exchange(escaped_, false)) ++i;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && ++i == text.size()) {
      escaped_ = true;
      return i;
    }
  }
  if (i >= text.size()) return text.size();
  in_string_ = false;
  if (depth_ == 0) state_ = State::ended;
  return i + 1;
}

std::size_t ValueScanner::scan_brackets(std::string_view text, std::size_t i) {
  static constexpr std::array<bool, 256> marks = make_marks();
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (!marks[static_cast<unsigned char>(c)]) continue;
    if (c == '"') {
      in_string_ = true;
      return i + 1;
    }
    if (c == '{' || c == '[') {
      ++depth_;
    } else if (--depth_ == 0) {
      state_ = State::ended;
      return i + 1;
    }
  }
  return i;
}

bool is_one_value(std::string_view text) {
  ValueScanner scanner;
  const std::size_t used = scanner.scan(text);
  scanner.finish();
  return scanner.state() == ValueScanner::State::ended && trim(text.substr(used)).empty();
}

}  // namespace logprobs::read
