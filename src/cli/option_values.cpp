#include "cli/option_values.hpp"

#include <charconv>
#include <cmath>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/text.hpp"

namespace logprobs::cli {
namespace {

constexpr std::string_view byte_units = "KMG";

std::string_view without_spaces_around(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

[[noreturn]] void refuse_value(Argument argument, std::string_view why) {
  refuse(fmt::format("{}: {} {}", argument.option, in_quotes(argument.text), why));
}

}  // namespace

void refuse(const std::string& message) { usage_error(message + "; see logprobs --help"); }

std::string in_quotes(std::string_view text) { return fmt::format("“{}”", text); }

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    parts.push_back(without_spaces_around(text.substr(0, comma)));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

double parse_number(Argument argument) {
  const std::optional<double> number = parse_double(argument.text);
  if (!number || !std::isfinite(*number)) {
    refuse_value(argument, "is not a number");
  }
  return *number;
}

double parse_fraction(Argument argument) {
  const double number = parse_number(argument);
  if (number < 0 || number > 1) refuse_value(argument, "is not between 0 and 1");
  return number;
}

double parse_perplexity(Argument argument) {
  const double number = parse_number(argument);
  if (number < 0) refuse_value(argument, "is below 0");
  return number;
}

double parse_temperature(Argument argument) {
  const double number = parse_number(argument);
  if (number <= 0) refuse_value(argument, "is not above 0");
  return number;
}

double parse_seconds(Argument argument) {
  constexpr double least = 0.001;
  constexpr double year = 31536000;
  const double number = parse_number(argument);
  if (number < least || number > year) {
    refuse_value(argument, "is not a number of seconds (0.001 to a year)");
  }
  return number;
}

std::int64_t parse_whole(Argument argument, std::string_view what, std::int64_t least,
                         std::int64_t most) {
  const std::optional<std::int64_t> number = parse_integer(argument.text);
  if (!number || *number < least || *number > most) {
    refuse_value(argument, fmt::format("is not {}", what));
  }
  return *number;
}

int parse_up_to(Argument argument, int most) {
  return static_cast<int>(
      parse_whole(argument, fmt::format("a number from 0 to {}", most), 0, most));
}

std::uint64_t parse_bytes(Argument argument) {
  const std::string_view text = argument.text;
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  const std::size_t power = unit.size() == 1 ? byte_units.find(unit) + 1 : 0;
  const bool good = error == std::errc() && (unit.empty() || power != 0) && number > 0 &&
                    number <= most_bytes >> (10 * power);
  if (!good) refuse_value(argument, "is not a size from 1 to 4G-64");
  return number << (10 * power);
}

Shard parse_shard(Argument argument) {
  const std::size_t slash = std::min(argument.text.find('/'), argument.text.size());
  const auto number = [](std::string_view text) { return parse_integer(text).value_or(0); };
  const std::int64_t index = number(argument.text.substr(0, slash));
  const std::int64_t count =
      number(argument.text.substr(std::min(slash + 1, argument.text.size())));
  if (index < 1 || index > count || count > many) {
    refuse_value(argument, "is not one of N parts: 1/4 is the first of four");
  }
  return {static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(count)};
}

void parse_bands(Argument argument, double (&bands)[4]) {
  const std::vector<std::string_view> parts = split(argument.text);
  if (parts.size() != 4) refuse_value(argument, "is not four thresholds");
  for (std::size_t i = 0; i < 4; ++i) bands[i] = parse_fraction({argument.option, parts[i]});
  if (!std::is_sorted(std::begin(bands), std::end(bands), std::greater_equal<>())) {
    refuse_value(argument, "does not descend");
  }
}

void add_clues(Argument argument, Clues& clues) {
  for (const std::string_view part : split(argument.text)) {
    if (part.empty() && argument.text.ends_with(',')) {
      refuse_value(argument, "ends with a comma; a list with spaces needs quotes");
    }
    const std::string_view name = one_of({argument.option, part}, names_of(clue_table));
    for (const ClueInfo& info : clue_table) {
      if (info.name == name) clues.*info.clue = true;
    }
  }
}

std::vector<std::int64_t> parse_ids(Argument argument) {
  std::vector<std::int64_t> ids;
  for (const std::string_view part : split(argument.text)) {
    ids.push_back(
        parse_whole({argument.option, part}, "the id of a token (0, 1, 2, ...)", 0, many));
  }
  return ids;
}

std::string parse_text(Argument argument) {
  check_text(argument.option, argument.text);
  return std::string(argument.text);
}

std::string parse_name(Argument argument) {
  if (argument.text.empty()) refuse(fmt::format("{} has an empty value", argument.option));
  return std::string(argument.text);
}

void check_pointer(Argument argument) {
  check_text(argument.option, argument.text);
  const std::string_view path = argument.text;
  for (std::size_t at = path.find('~'); at != std::string::npos; at = path.find('~', at + 1)) {
    const std::string_view next = path.substr(at + 1, 1);
    if (next == "0" || next == "1") continue;
    refuse(fmt::format("{}: {} is no JSON Pointer: ~ is written ~0 in one, and / in a name ~1",
                       argument.option, in_quotes(path)));
  }
}

void add_key(Argument argument, std::vector<std::string>& keys) {
  check_text(argument.option, argument.text);
  const std::string key = parse_name(argument);
  if (key.front() == '/') check_pointer(argument);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

std::string bytes_text(std::uint64_t bytes) {
  std::size_t power = 0;
  while (bytes % 1024 == 0 && power < byte_units.size()) {
    bytes /= 1024;
    ++power;
  }
  return fmt::format("{}{}", bytes, power == 0 ? "" : byte_units.substr(power - 1, 1));
}

}  // namespace logprobs::cli
