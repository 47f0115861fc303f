#include "cli/option_values.hpp"

#include <charconv>
#include <cmath>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/text.hpp"

namespace logprobs::cli {

namespace {

/// The parts between commas.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

void refuse(const std::string& message) { usage_error(message + "; see logprobs --help"); }

std::string in_quotes(std::string_view text) { return fmt::format("“{}”", text); }

double parse_number(std::string_view option, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    refuse(fmt::format("{}: {} is not a number", option, in_quotes(text)));
  }
  return number;
}

double parse_fraction(std::string_view option, std::string_view text) {
  const double number = parse_number(option, text);
  if (number < 0 || number > 1) {
    refuse(fmt::format("{}: {} is not between 0 and 1", option, in_quotes(text)));
  }
  return number;
}

double parse_perplexity(std::string_view option, std::string_view text) {
  const double number = parse_number(option, text);
  if (number < 0) refuse(fmt::format("{}: {} is below 0", option, in_quotes(text)));
  return number;
}

double parse_seconds(std::string_view option, std::string_view text) {
  constexpr double least = 0.001;
  constexpr double year = 31536000;
  const double number = parse_number(option, text);
  if (number < least || number > year) {
    refuse(fmt::format("{}: {} is not a number of seconds (0.001 to a year)", option,
                       in_quotes(text)));
  }
  return number;
}

std::int64_t parse_whole(std::string_view option, std::string_view text, std::string_view what,
                         std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || number < least || number > most) {
    refuse(fmt::format("{}: {} is not {}", option, in_quotes(text), what));
  }
  return number;
}

std::uint64_t parse_bytes(std::string_view option, std::string_view text) {
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  const std::size_t power = unit.size() == 1 ? std::string_view("KMG").find(unit) + 1 : 0;
  const bool good = error == std::errc() && (unit.empty() || power != 0) && number > 0 &&
                    number <= most_bytes >> (10 * power);
  if (!good) {
    refuse(fmt::format("{}: {} is not a size from 1 to 4G-64", option, in_quotes(text)));
  }
  return number << (10 * power);
}

void parse_bands(std::string_view option, std::string_view text, double (&bands)[4]) {
  const std::vector<std::string_view> parts = split(text);
  if (parts.size() != 4) {
    refuse(fmt::format("{}: {} are not four borders", option, in_quotes(text)));
  }
  for (std::size_t i = 0; i < 4; ++i) bands[i] = parse_fraction(option, parts[i]);
  if (!std::is_sorted(std::begin(bands), std::end(bands), std::greater_equal<>())) {
    refuse(fmt::format("{}: {} do not descend", option, in_quotes(text)));
  }
}

void add_clues(std::string_view option, std::string_view text, Clues& clues) {
  for (const std::string_view part : split(text)) {
    const std::string name = one_of(option, std::string(part), names_of(clue_table));
    for (const ClueInfo& info : clue_table) {
      if (info.name == name) clues.*info.clue = true;
    }
  }
}

std::string parse_text(std::string_view option, const std::string& text) {
  check_text(option, text);
  return text;
}

}  // namespace logprobs::cli
