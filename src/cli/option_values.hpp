// Turns what stands behind an option into a value. Each throws Error{usage} that names the option.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::cli {

/// Throws Error{usage} with a hint where to read on.
[[noreturn]] void refuse(const std::string& message);

std::string in_quotes(std::string_view text);

/// A finite number.
double parse_number(std::string_view option, std::string_view text);
/// A number from 0 to 1.
double parse_fraction(std::string_view option, std::string_view text);
/// A number of 0 or more.
double parse_perplexity(std::string_view option, std::string_view text);
/// Seconds, more than 0, at most a year.
double parse_seconds(std::string_view option, std::string_view text);
/// A whole number from `least` to `most`; `what` says what it is ("an index (0, 1, 2, ...)").
std::int64_t parse_whole(std::string_view option, std::string_view text, std::string_view what,
                         std::int64_t least, std::int64_t most);
/// A size such as 64M, from 1 to most_bytes.
std::uint64_t parse_bytes(std::string_view option, std::string_view text);
/// Four descending fractions.
void parse_bands(std::string_view option, std::string_view text, double (&bands)[4]);
/// Names of clues, separated by commas.
void add_clues(std::string_view option, std::string_view text, Clues& clues);
/// A text that goes into a request.
std::string parse_text(std::string_view option, const std::string& text);

/// The names in one of the tables of the program.
template <typename Infos>
std::vector<std::string_view> names_of(const Infos& infos) {
  std::vector<std::string_view> names;
  names.reserve(infos.size());
  for (const auto& info : infos) names.push_back(info.name);
  return names;
}

template <typename Names>
std::string one_of(std::string_view option, const std::string& value, const Names& names) {
  if (std::find(names.begin(), names.end(), value) != names.end()) return value;
  refuse(fmt::format("{}: {} is not one of {}", option, in_quotes(value), fmt::join(names, ", ")));
}

}  // namespace logprobs::cli
