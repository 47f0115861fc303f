// What keys do: one table, from which the footer, the help and the reference are made.
#pragma once

#include <span>
#include <string_view>

#include "explore/keys.hpp"

namespace logprobs::explore {

/// What a key asks for.
enum class Command {
  none,
  back,
  forward,
  up,
  down,
  line_begin,
  line_end,
  page_up,
  page_down,
  first,
  last,
  next_sought,
  previous_sought,
  filter,
  more_clues,
  fewer_clues,
  search,
  go_on,
  branches,
  drop,
  draw,
  what_if,
  ask,
  temperature,
  colour,
  list,
  next_choice,
  previous_choice,
  copy,
  show_as,
  mouse,
  help,
  leave,
  stop,
  suspend,
  redraw,
};

/// A row of the table.
struct CommandRow {
  Command command = Command::none;
  std::string_view keys;     ///< as they are named: "← h"
  std::string_view about;    ///< what it does, in a few words
  std::string_view key{};    ///< in the footer: the keys, in short; empty: it is not there
  std::string_view brief{};  ///< and what they do
};

/// All that a reference lists, in its order. Those with one row share it.
std::span<const CommandRow> command_rows();

/// What a key asks for while somebody walks.
Command command_of(const Key& key);

}  // namespace logprobs::explore
