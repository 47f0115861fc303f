#include "judge/numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "logprobs/text.hpp"
#include "text/digits.hpp"

namespace logprobs::judge {
namespace {

constexpr std::string_view hyphen_without_break = "\u2011";
constexpr std::string_view en_dash = "–";
constexpr std::array dashes = {std::string_view("-"), hyphen_without_break, en_dash,
                               std::string_view("−")};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool has_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text::digit_at(text.substr(at)).has_value();
}

/// The size of a dash at the front; 0 if there is none.
std::size_t dash_at(std::string_view text) {
  for (const std::string_view dash : dashes) {
    if (text.starts_with(dash)) return dash.size();
  }
  return 0;
}

/// Takes one of the endings off a text. False if it has none of them.
bool take_ending(std::string_view& text, const auto& endings) {
  for (const std::string_view ending : endings) {
    if (!text.ends_with(ending)) continue;
    text.remove_suffix(ending.size());
    return true;
  }
  return false;
}

void take_spaces(std::string_view& text) {
  constexpr std::array<std::string_view, 4> spaces = {" ", "\u00a0", "\u202f", "\u3000"};
  while (take_ending(text, spaces)) {
  }
}

/// Whether a number, a sign or a character of several bytes can begin with it.
bool may_begin(char c) {
  return (c >= '0' && c <= '9') || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

/// Takes the digits at `at`, and moves it behind them.
void take_digits(std::string_view text, std::size_t& at, std::string& digits) {
  while (at < text.size()) {
    const auto digit = text::digit_at(text.substr(at));
    if (!digit) return;
    digits += static_cast<char>('0' + digit->value);
    at += digit->size;
  }
}

/// Whether it may be 4 or 4000: a number that is written 4,000.
bool may_be_thousands(std::string_view digits, std::string_view written) {
  const std::size_t comma = digits.find('.');
  return comma != std::string_view::npos && digits.size() == comma + 4 && digits.front() != '0' &&
         written.find(',') != std::string_view::npos;
}

/// Whether a text ends with a digit.
bool ends_with_digit(std::string_view text) {
  constexpr std::size_t longest = 4;
  for (std::size_t size = 1; size <= std::min(longest, text.size()); ++size) {
    const auto digit = text::digit_at(text.substr(text.size() - size));
    if (digit && digit->size == size) return true;
  }
  return false;
}

/// Whether a text ends with a number, perhaps in bold or in quotes: "**4** ".
bool ends_with_rating(std::string_view text) {
  constexpr std::array<std::string_view, 9> markup = {"*", "_", "`", "\"", "'", ")", "]", "”", "’"};
  do take_spaces(text);
  while (take_ending(text, markup));
  return ends_with_digit(text);
}

/// Whether the text before a number makes it what another one is out of: "4/", "**4** / ", "4 out
/// of ".
bool is_out_of(std::string_view before) {
  constexpr std::array<std::string_view, 3> slashes = {"/", "／", "\u2044"};
  take_spaces(before);
  if (take_ending(before, slashes)) return ends_with_rating(before);
  if (!before.ends_with(" of")) return false;
  before.remove_suffix(3);
  take_spaces(before);
  return before.ends_with("out") || ends_with_rating(before);
}

/// Whether a dash and another number follow.
bool begins_range(std::string_view after) {
  if (after.starts_with(' ')) after.remove_prefix(1);
  const std::size_t dash = dash_at(after);
  if (dash == 0) return false;
  after.remove_prefix(dash);
  if (after.starts_with(' ')) after.remove_prefix(1);
  return has_digit_at(after, 0);
}

}  // namespace

std::optional<Number> number_at(std::string_view text, std::size_t at) {
  Number number{.begin = at, .end = at};
  const std::size_t sign = dash_at(text.substr(at));
  if (sign > 0 && text.substr(at).starts_with(en_dash)) return std::nullopt;
  if (!has_digit_at(text, at + sign)) return std::nullopt;
  if (sign > 0) number.digits += '-';
  number.end += sign;
  int points = 0;
  for (take_digits(text, number.end, number.digits);
       number.end + 1 < text.size() && (text[number.end] == '.' || text[number.end] == ',') &&
       has_digit_at(text, number.end + 1);
       take_digits(text, number.end, number.digits)) {
    ++points;
    number.digits += '.';
    ++number.end;
  }
  const bool in_word = number.end < text.size() && is_letter(text[number.end]);
  const std::string_view written = text.substr(at, number.end - at);
  if (points < 2 && !in_word && !may_be_thousands(number.digits, written)) {
    number.value = parse_double(number.digits);
  }
  return number;
}

std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> numbers;
  bool in_range = false;
  for (std::size_t at = 0; at < text.size();) {
    if (!may_begin(text[at])) {
      ++at;
      continue;
    }
    const std::string_view before = text.substr(0, at);
    const bool glued = !before.empty() && (is_letter(before.back()) || ends_with_digit(before));
    const std::size_t sign = glued ? dash_at(text.substr(at)) : 0;
    // A dash right after a letter or a digit is no sign.
    const std::optional<Number> number = sign > 0 ? std::nullopt : number_at(text, at);
    if (!number) {
      ++at;
      continue;
    }
    const bool ends_range = std::exchange(in_range, begins_range(text.substr(number->end)));
    at = number->end;
    const bool after_hyphen = before.ends_with('-') || before.ends_with(hyphen_without_break);
    if (glued || after_hyphen || ends_range || in_range || is_out_of(before)) continue;
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace logprobs::judge
