#include "explore/keys.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "logprobs/text.hpp"
#include "text/utf8.hpp"

namespace logprobs::explore {
namespace {

constexpr char escape = '\x1b';
constexpr char interrupt = '\x03';  // Ctrl-C
constexpr char delete_byte = '\x7f';
constexpr std::string_view paste_begin = "\x1b[200~";
constexpr std::string_view paste_end = "\x1b[201~";
constexpr std::size_t longest_sequence = 64;
constexpr int patience = 20;  // of 25 ms, for the rest of a sequence

bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20; }
/// Whether a sequence goes on after it (ECMA-48: parameters and intermediate bytes).
bool is_parameter(char byte) { return byte >= 0x20 && byte < 0x40; }
bool is_final(char byte) { return byte >= 0x40 && byte < 0x7f; }

Key named(KeyName name) { return Key{.name = name}; }
Key typed(char32_t character) { return Key{.name = KeyName::character, .character = character}; }

/// A byte below space, or DEL.
Key control_key(char byte) {
  switch (byte) {
    case '\r':
    case '\n':
      return named(KeyName::enter);
    case '\t':
      return named(KeyName::tab);
    case '\b':
    case delete_byte:
      return named(KeyName::backspace);
    default:
      return typed(static_cast<unsigned char>(byte));
  }
}

/// Keys that both kinds of sequences end in a letter for.
KeyName letter_name(char letter) {
  using enum KeyName;
  constexpr std::string_view letters = "ABCDHF";
  constexpr std::array names = {up, down, right, left, home, end};
  const std::size_t place = letters.find(letter);
  return place < names.size() ? names.at(place) : unknown;
}

/// Keys that are a number before a tilde.
KeyName number_name(int number) {
  using enum KeyName;
  constexpr std::array names = {home, unknown, erase, end, page_up, page_down, home, end};
  const bool is_named = number >= 1 && number <= static_cast<int>(names.size());
  return is_named ? names.at(static_cast<std::size_t>(number - 1)) : unknown;
}

/// The first numbers of "1;5"; -1 for each that is none.
std::array<int, 3> numbers_of(std::string_view parameters) {
  std::array<int, 3> numbers = {-1, -1, -1};
  for (int& number : numbers) {
    const std::string_view part = parameters.substr(0, parameters.find(';'));
    const char* const last = part.data() + part.size();
    const auto [end, error] = std::from_chars(part.data(), last, number);
    if (error != std::errc() || end != last) number = -1;
    parameters.remove_prefix(std::min(part.size() + 1, parameters.size()));
  }
  return numbers;
}

/// A mouse's button at a cell, both counted from 1, as xterm tells of them.
Key mouse_key(int button, int column, int row) {
  constexpr int modifiers = 4 + 8 + 16;
  constexpr int wheel = 64;
  if (button < 0 || column < 1 || row < 1) return {};
  switch (button & ~modifiers) {
    case 0:
      return Key{.name = KeyName::press, .column = column - 1, .row = row - 1};
    case wheel:
      return named(KeyName::up);
    case wheel + 1:
      return named(KeyName::down);
    default:
      return {};
  }
}

/// "\x1b[" parameters letter
Key csi_key(std::string_view parameters, char letter) {
  if (parameters.starts_with('<')) {
    const auto [button, column, row] = numbers_of(parameters.substr(1));
    return letter == 'M' ? mouse_key(button, column, row) : Key{};
  }
  if (parameters.starts_with('?') || parameters.starts_with('>')) return {};  // an answer
  if (letter == 'Z') return named(KeyName::back_tab);
  return named(letter == '~' ? number_name(numbers_of(parameters).front()) : letter_name(letter));
}

/// "\x1bO" letter: what keys send in the modes that another program may have left.
Key ss3_key(char letter) {
  if (letter == 'M') return named(KeyName::enter);
  const bool is_keypad = letter >= 'j' && letter <= 'y';  // * to 9
  return is_keypad ? typed(static_cast<char32_t>(letter - '@')) : named(letter_name(letter));
}

/// How many bytes a sequence has that ends at a fixed length, such as that of the console's F1, or
/// of a mouse that does not know numbers; 0 for all others.
std::size_t fixed_size(std::string_view rest) {
  if (rest.starts_with("\x1b[[")) return 4;
  return rest.starts_with("\x1b[M") ? 6 : 0;
}

Key fixed_key(std::string_view sequence) {
  if (sequence.size() != 6) return {};
  const auto number = [&](std::size_t place) {
    return static_cast<unsigned char>(sequence[place]) - 0x20;
  };
  return mouse_key(number(3), number(4), number(5));
}

/// All line ends as \n. A terminal sends \r for those of a paste.
std::string with_newlines(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_return = text[i] == '\r';
    lines += is_return ? '\n' : text[i];
    if (is_return && text.substr(i + 1).starts_with('\n')) ++i;
  }
  return lines;
}

/// How many bytes at the end of `text` may begin the end of a paste.
std::size_t begun_end(std::string_view text) {
  std::size_t size = std::min(text.size(), paste_end.size() - 1);
  while (!text.ends_with(paste_end.substr(0, size))) --size;
  return size;
}

}  // namespace

void KeyReader::feed(std::string_view bytes) {
  bytes_.erase(0, begin_);
  begin_ = 0;
  bytes_ += bytes;
  hurried_ = 0;
}

std::optional<Key> KeyReader::next() {
  while (begin_ < bytes_.size()) {
    Taken taken = take(std::string_view(bytes_).substr(begin_));
    begin_ += taken.size;
    if (taken.key) return std::move(taken.key);
    if (taken.size == 0) break;
  }
  return give_up();
}

bool KeyReader::waits() const {
  return state_ != State::paste && (state_ != State::keys || begin_ < bytes_.size());
}

/// What is there when nothing more comes; none while something still may.
std::optional<Key> KeyReader::give_up() {
  const std::size_t size = bytes_.size() - begin_;
  const bool is_lone = state_ == State::keys && size == 1 && bytes_[begin_] == escape;
  if (!waits() || hurried_ < (is_lone ? 1 : patience)) return std::nullopt;
  if (state_ == State::keys) begin_ = bytes_.size();
  state_ = State::keys;
  hurried_ = 0;
  return named(is_lone ? KeyName::escape : KeyName::unknown);
}

KeyReader::Taken KeyReader::take(std::string_view rest) {
  if (state_ == State::paste) return take_paste(rest);
  if (state_ == State::parameters) return skip_parameters(rest);
  if (state_ == State::words) return skip_words(rest);
  if (rest.front() == escape) return take_sequence(rest);
  if (is_control(rest.front()) || rest.front() == delete_byte) return {1, control_key(rest[0])};
  const text::Decoded decoded = text::decode(rest);
  if (decoded.form == text::Form::unfinished) return {};
  const bool is_typed = decoded.form == text::Form::valid &&
                        (decoded.code_point < 0x80 || decoded.code_point >= 0xA0);
  return {decoded.size, is_typed ? typed(decoded.code_point) : Key{}};
}

/// What begins with an escape.
KeyReader::Taken KeyReader::take_sequence(std::string_view rest) {
  if (rest.size() == 1) return {};
  const char second = rest[1];
  if (is_control(second)) return {1, named(KeyName::escape)};
  if (second == ']' || second == 'P' || second == '_') {  // OSC, DCS, APC
    state_ = State::words;
    return {2};
  }
  if (second != '[' && second != 'O') {  // Alt and a character
    const text::Decoded decoded = text::decode(rest.substr(1));
    if (decoded.form == text::Form::unfinished) return {};
    return {1 + decoded.size, Key{}};
  }
  const std::size_t fixed = fixed_size(rest);
  const auto goes_on = [&](std::size_t at) {
    return fixed > 0 ? at + 1 < fixed && !is_control(rest[at]) : is_parameter(rest[at]);
  };
  std::size_t last = fixed > 0 ? 3 : 2;
  while (last < std::min(rest.size(), longest_sequence) && goes_on(last)) ++last;
  if (last == longest_sequence) {
    state_ = State::parameters;
    return {last};
  }
  if (last == rest.size()) return {};
  const std::string_view sequence = rest.substr(0, last + 1);
  if (fixed > 0 && !is_control(rest[last])) return {fixed, fixed_key(sequence)};
  if (!is_final(rest[last])) return {last, Key{}};  // broken off: another key begins
  if (sequence == paste_begin) {
    state_ = State::paste;
    return {sequence.size()};
  }
  const std::string_view parameters = sequence.substr(2, last - 2);
  return {sequence.size(), second == '[' ? csi_key(parameters, rest[last]) : ss3_key(rest[last])};
}

KeyReader::Taken KeyReader::skip_parameters(std::string_view rest) {
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_parameter);
  const auto size = static_cast<std::size_t>(end - rest.begin());
  if (size == rest.size()) return {size};
  state_ = State::keys;
  return {size + (is_final(*end) ? 1 : 0), Key{}};
}

/// An answer ends with BEL or "\x1b\\"; any other control breaks it off.
KeyReader::Taken KeyReader::skip_words(std::string_view rest) {
  const auto* const end = std::find_if(rest.begin(), rest.end(), is_control);
  const auto size = static_cast<std::size_t>(end - rest.begin());
  if (size > 0) return {size};
  if (*end == escape && rest.size() == 1) return {};
  state_ = State::keys;
  if (*end == '\a') return {1, Key{}};
  return {std::size_t{rest.starts_with("\x1b\\") ? 2U : 0U}, Key{}};
}

/// Ctrl-C, if it comes last as when it is typed, ends a paste whose end was lost.
KeyReader::Taken KeyReader::take_paste(std::string_view rest) {
  const std::size_t end = rest.find(paste_end);
  if (end != std::string_view::npos) {
    keep(rest.substr(0, end));
    return {end + paste_end.size(), finish_paste()};
  }
  if (rest.back() == interrupt) {
    finish_paste();
    return {rest.size(), typed(interrupt)};
  }
  const std::size_t size = rest.size() - begun_end(rest);
  keep(rest.substr(0, size));
  return {size};
}

void KeyReader::keep(std::string_view text) {
  const std::size_t room = longest_paste - paste_.size();
  is_cut_ = is_cut_ || text.size() > room;
  paste_ += text.substr(0, room);
}

Key KeyReader::finish_paste() {
  state_ = State::keys;
  const std::string all = std::exchange(paste_, {});
  // A character that was cut is left out.
  const std::string_view whole = is_cut_ ? first_bytes(all, all.size() - 1) : all;
  return Key{.name = KeyName::paste,
             .text = with_newlines(whole),
             .is_cut = std::exchange(is_cut_, false)};
}

}  // namespace logprobs::explore
