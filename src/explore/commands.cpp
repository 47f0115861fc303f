#include "explore/commands.hpp"

#include <algorithm>
#include <array>

namespace logprobs::explore {
namespace {

constexpr std::array all_rows = {
    CommandRow{Command::forward, "← → h l", "the token before, or after", "←→", "token"},
    CommandRow{Command::down, "↑ ↓ k j", "a line up, or down", "↑↓", "line"},
    CommandRow{Command::line_end, "0 $", "the line's begin, or its end"},
    CommandRow{Command::page_down, "PgUp PgDn", "a page up, or down"},
    CommandRow{Command::last, "Home End", "the first token, or the last; End follows what comes"},
    CommandRow{Command::next_sought, "n p", "the next clue, or the one before; after /, the match",
               "n p", "clue"},
    CommandRow{Command::go_on, "1-9", "have the model go on with that alternative instead", "1-9",
               "go on with it"},
    CommandRow{Command::branches, "Space",
               "the branches: Space ↑ ↓ show one, Enter keeps it, Esc goes back", "Space",
               "branches"},
    CommandRow{Command::what_if, "w", "go on with the runner-up of every clue", "w", "what if"},
    CommandRow{Command::draw, "r", "five continuations from before this token, and how often which",
               "r", "roll 5"},
    CommandRow{Command::drop, "d", "drop the branch that is shown"},
    CommandRow{Command::ask, "a", "ask another question; its answer is among the branches"},
    CommandRow{Command::filter, "f", "which clues: all, low, near ties, not top", "f", "which"},
    CommandRow{Command::more_clues, "+ -", "a higher threshold for that clue, or a lower one"},
    CommandRow{Command::search, "/", "find words; Esc goes back to clues", "/", "find"},
    CommandRow{Command::colour, "c", "colour by probability, margin, entropy, or nothing", "c",
               "colour by"},
    CommandRow{Command::temperature, "t", "the list at another temperature, with bounds", "t",
               "temperature"},
    CommandRow{Command::list, "Tab", "the list of answers", "Tab", "list"},
    CommandRow{Command::next_choice, "[ ]", "the choice before, or after"},
    CommandRow{Command::copy, "y", "copy the token to the clipboard", "y", "copy"},
    CommandRow{Command::show_as, "v", "leave, and print a table, a chart or JSON"},
    CommandRow{Command::mouse, "m", "take mouse presses; text cannot be selected meanwhile"},
    CommandRow{Command::help, "?", "this list; type to search it", "?", "help"},
    CommandRow{Command::stop, "Esc", "stop what is asked for; what came stays"},
    CommandRow{Command::leave, "q", "leave, and print the answer", "q", "leave"},
};

struct NamedCommand {
  KeyName name;
  Command command;
};
constexpr std::array named_commands = {
    NamedCommand{KeyName::left, Command::back},
    NamedCommand{KeyName::right, Command::forward},
    NamedCommand{KeyName::up, Command::up},
    NamedCommand{KeyName::down, Command::down},
    NamedCommand{KeyName::page_up, Command::page_up},
    NamedCommand{KeyName::page_down, Command::page_down},
    NamedCommand{KeyName::home, Command::first},
    NamedCommand{KeyName::end, Command::last},
    NamedCommand{KeyName::tab, Command::list},
    NamedCommand{KeyName::escape, Command::stop},
};

struct LetterCommand {
  char32_t letter;
  Command command;
};
constexpr char32_t control(char letter) { return static_cast<char32_t>(letter - 'a' + 1); }
constexpr std::array letter_commands = {
    LetterCommand{'h', Command::back},
    LetterCommand{'l', Command::forward},
    LetterCommand{'k', Command::up},
    LetterCommand{'j', Command::down},
    LetterCommand{'0', Command::line_begin},
    LetterCommand{'$', Command::line_end},
    LetterCommand{'g', Command::first},
    LetterCommand{'G', Command::last},
    LetterCommand{'n', Command::next_sought},
    LetterCommand{'p', Command::previous_sought},
    LetterCommand{'N', Command::previous_sought},
    LetterCommand{'f', Command::filter},
    LetterCommand{'+', Command::more_clues},
    LetterCommand{'-', Command::fewer_clues},
    LetterCommand{'/', Command::search},
    LetterCommand{' ', Command::branches},
    LetterCommand{'w', Command::what_if},
    LetterCommand{'r', Command::draw},
    LetterCommand{'d', Command::drop},
    LetterCommand{'a', Command::ask},
    LetterCommand{'t', Command::temperature},
    LetterCommand{'c', Command::colour},
    LetterCommand{']', Command::next_choice},
    LetterCommand{'[', Command::previous_choice},
    LetterCommand{'y', Command::copy},
    LetterCommand{'v', Command::show_as},
    LetterCommand{'m', Command::mouse},
    LetterCommand{'?', Command::help},
    LetterCommand{'q', Command::leave},
    LetterCommand{control('b'), Command::page_up},
    LetterCommand{control('f'), Command::page_down},
    LetterCommand{control('z'), Command::suspend},
    LetterCommand{control('l'), Command::redraw},
};

}  // namespace

std::span<const CommandRow> command_rows() { return all_rows; }

Command command_of(const Key& key) {
  if (key.name == KeyName::character) {
    if (key.character >= U'1' && key.character <= U'9') return Command::go_on;
    const auto* const found =
        std::find_if(letter_commands.begin(), letter_commands.end(),
                     [&](const LetterCommand& one) { return one.letter == key.character; });
    return found == letter_commands.end() ? Command::none : found->command;
  }
  const auto* const found =
      std::find_if(named_commands.begin(), named_commands.end(),
                   [&](const NamedCommand& one) { return one.name == key.name; });
  return found == named_commands.end() ? Command::none : found->command;
}

}  // namespace logprobs::explore
