// The groups of options, as help has them: a file of rows each. option_table() joins them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"
#include "cli/option_values.hpp"
#include "cli/options.hpp"

namespace logprobs::cli {

using OptionRows = std::vector<OptionInfo>;

namespace group {
inline constexpr std::string_view asking = "Asking a model";
inline constexpr std::string_view connection = "The connection";
inline constexpr std::string_view branching = "Going on from another token";
inline constexpr std::string_view source = "Reading responses";
inline constexpr std::string_view clues = "What counts as a clue";
inline constexpr std::string_view shown = "How they are shown";
inline constexpr std::string_view scripts = "For scripts";
inline constexpr std::string_view settings = "Settings in a file";
inline constexpr std::string_view general = "General";
}  // namespace group

/// The rows of each group, in which help says what `preset` is.
OptionRows asking_options(const Question& preset);
OptionRows connection_options(const Connection& preset);
OptionRows branching_options(const BranchOptions& preset);
OptionRows reading_options(const Options& preset);
OptionRows showing_options(const Options& preset);
OptionRows script_options();
OptionRows general_options();

/// The values in one of the program's tables, as completions offer them.
template <typename Table>
std::vector<Choice> choices_of(const Table& table) {
  std::vector<Choice> choices;
  for (const auto& row : table) {
    if constexpr (requires { row.note; }) {
      choices.push_back({row.name, row.note});
    } else if constexpr (requires { row.about; }) {
      choices.push_back({row.name, row.about});
    } else {
      choices.push_back({row.name, {}});
    }
  }
  return choices;
}

/// The same, and "help".
inline std::vector<Choice> and_help(std::vector<Choice> choices) {
  choices.push_back({"help", "list these"});
  return choices;
}

/// "classic (the default) or colorblind".
template <typename Names, typename Value>
std::string listed(const Names& table, const Value& preset) {
  std::string list;
  for (const auto& row : table) {
    if (!list.empty()) list += &row == &table.back() ? " or " : ", ";
    list += row.name;
    const std::string_view comma = row.note.empty() ? "" : ", ";
    const std::string about = row.value == preset ? fmt::format("{}{}the default", row.note, comma)
                                                  : std::string(row.note);
    if (!about.empty()) list += fmt::format(" ({})", about);
  }
  return list;
}

}  // namespace logprobs::cli
