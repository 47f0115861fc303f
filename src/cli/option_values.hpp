// Parses option arguments. A parser throws Error{usage}, which names the option, for any argument
// other than its comment describes.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"
#include "cli/options.hpp"
#include "logprobs/report.hpp"

namespace logprobs::cli {

/// Throws Error{usage} with `message` and a hint to read the help.
[[noreturn]] void refuse(const std::string& message);

/// “text”.
std::string in_quotes(std::string_view text);

/// The parts between commas, without spaces around them.
std::vector<std::string_view> split(std::string_view text);

/// A finite number.
double parse_number(Argument argument);
/// A number from 0 to 1.
double parse_fraction(Argument argument);
/// A number of 0 or more.
double parse_perplexity(Argument argument);
/// A number above 0.
double parse_temperature(Argument argument);
/// Seconds, more than 0, at most a year.
double parse_seconds(Argument argument);
/// More than any number that an option counts.
inline constexpr std::int64_t many = std::numeric_limits<std::int32_t>::max();
/// A whole number from `least` to `most`; `what` says in a message what it must be: "an index (0,
/// 1, 2, ...)".
std::int64_t parse_whole(Argument argument, std::string_view what, std::int64_t least,
                         std::int64_t most);
/// A whole number from 0 to `most`.
int parse_up_to(Argument argument, int most);
/// A size such as 64M, from 1 to most_bytes (read.hpp). K, M and G are powers of 1024.
std::uint64_t parse_bytes(Argument argument);
/// Which of how many: "3/8", from 1 on.
Shard parse_shard(Argument argument);
/// Four fractions separated by commas, each below the one before it.
void parse_bands(Argument argument, double (&bands)[4]);
/// Adds the clues that are named, separated by commas.
void add_clues(Argument argument, Clues& clues);
/// Ids of tokens, 0 or more, separated by commas.
std::vector<std::int64_t> parse_ids(Argument argument);
/// A text that goes into a request: UTF-8 without a NUL.
std::string parse_text(Argument argument);
/// The name of a file or the like; an empty one, as of a shell variable that is unset, is refused.
std::string parse_name(Argument argument);

/// Refuses a path that is no JSON Pointer (RFC 6901), but for its first character.
void check_pointer(Argument argument);

/// Adds a key, which is a name or a JSON Pointer, unless it is there.
void add_key(Argument argument, std::vector<std::string>& keys);

/// A size as parse_bytes() reads it: "64M".
std::string bytes_text(std::uint64_t bytes);

/// A value that has a name, and what help adds to it.
template <typename Value>
struct Named {
  std::string_view name;
  Value value;
  std::string_view note{};
};

/// A number as an option's value.
template <typename Number>
std::string text_of(Number number) {
  return fmt::format("{}", number);
}

/// The name of a value in such a table.
template <typename Table, typename Value>
std::string name_in(const Table& table, const Value& value) {
  for (const auto& row : table) {
    if (row.value == value) return std::string(row.name);
  }
  return {};
}

/// The names in one of the program's tables.
template <typename Infos>
std::vector<std::string_view> names_of(const Infos& infos) {
  std::vector<std::string_view> names;
  names.reserve(infos.size());
  for (const auto& info : infos) names.push_back(info.name);
  return names;
}

/// The argument, which must be one of `names`.
template <typename Names>
std::string_view one_of(Argument argument, const Names& names) {
  if (std::find(names.begin(), names.end(), argument.text) != names.end()) return argument.text;
  refuse(fmt::format("{}: {} is not one of {}", argument.option, in_quotes(argument.text),
                     fmt::join(names, ", ")));
}

/// The value that the argument names.
template <typename Table>
auto parse_named(Argument argument, const Table& table) {
  const std::string_view name = one_of(argument, names_of(table));
  return std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; })
      ->value;
}

}  // namespace logprobs::cli
