// Numbers in running text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::judge {

/// A number as it is written: digits of one of many scripts, perhaps a sign, and a decimal point or
/// comma between digits.
struct Number {
  std::size_t begin = 0, end = 0;  ///< its bytes
  std::string digits{};            ///< in ASCII, with a point: "-4.5"
  std::optional<double> value{};   ///< none: several points or commas, letters around it, or 4,000
};

/// The number that begins at `at`, with its sign if it has one; none if nothing does.
std::optional<Number> number_at(std::string_view text, std::size_t at);

/// The numbers of a text in its order, but for the ends of ranges ("1-5") and what another number
/// is out of ("4/5", "4 out of 5").
std::vector<Number> numbers_in(std::string_view text);

}  // namespace logprobs::judge
