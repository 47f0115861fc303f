// TOML as plain values: toml++ is known to toml.cpp alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::cli {

/// The kinds of values that TOML has.
enum class TomlType { boolean, integer, real, text, date, array, table };

/// A key of a table and what it is set to, or an element of an array.
struct TomlNode {
  std::string name{};    ///< of an element: empty
  std::size_t line = 1;  ///< of the file
  TomlType type = TomlType::table;
  std::string text{};               ///< a text itself; a number or a boolean as JSON spells it
  std::vector<TomlNode> members{};  ///< of a table or an array, in the file's order
};

/// The table that a TOML file is. Throws Error{usage}, which begins with `file` and a line, for
/// what is not TOML. Its sentences quote nothing but keys: a value may be a secret.
TomlNode read_toml(std::string_view file, std::string_view text);

}  // namespace logprobs::cli
