#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/cli.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {
namespace {

constexpr std::string_view usage =
    "Usage: logprobs [OPTIONS] [PROMPT...]\n"
    "       logprobs [OPTIONS] --replay FILE...\n";

constexpr std::string_view about_prompt =
    "The words of PROMPT are the question; - among them stands for standard input, which is the "
    "question when there are no words. The key is in OPENAI_API_KEY.";

constexpr std::string_view meaning =
    "The numbers say how probable each token was to the model, given those before it. They do not "
    "say that the answer is right: a model can be certain and wrong.";

/// How wide help is on a terminal of so many columns: longer lines are hard to read.
std::size_t width_of_help(int columns) {
  constexpr int least = 40;
  return static_cast<std::size_t>(std::clamp(columns, least, usual_columns));
}

/// "-f,--format" and "NAME" as "-f, --format NAME"; without a short name in its column.
std::string spelled(const OptionInfo& option) {
  const std::size_t comma = option.names.find(',');
  std::string text =
      comma == std::string_view::npos
          ? fmt::format("{}{}", option.names.starts_with("--") ? "    " : "", option.names)
          : fmt::format("{}, {}", option.names.substr(0, comma), option.names.substr(comma + 1));
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

/// Appends two columns; the second is below the first where that is too wide.
void append_row(std::string& help, std::string_view first, std::string_view second,
                std::size_t indent, std::size_t columns) {
  const std::string name = fmt::format("  {}", first);
  const bool fits = name.size() + 2 <= indent;
  help += fits ? fmt::format("{:<{}}", name, indent) : fmt::format("{}\n{:{}}", name, "", indent);
  append_wrapped(help, second, indent, columns);
}

std::string list_options(bool in_short, std::size_t columns) {
  constexpr std::size_t enough = 72;
  const std::size_t indent = columns < enough ? 8 : 28;
  std::string help;
  std::string_view group;
  for (const OptionInfo& option : option_table()) {
    if (in_short && !option.is(brief)) continue;
    if (option.group != group && !in_short) help += fmt::format("\n{}:\n", option.group);
    if (group.empty() && in_short) help += '\n';
    group = option.group;
    append_row(help, spelled(option), option.about, indent, columns);
  }
  return help;
}

std::string introduction(std::size_t columns) {
  std::string help;
  append_wrapped(help, fmt::format("logprobs - {}", purpose()), 0, columns);
  help += fmt::format("\n{}\n", usage);
  append_wrapped(help, about_prompt, 0, columns);
  return help;
}

std::string list_examples(std::size_t columns) {
  constexpr std::size_t enough = 80;
  std::size_t indent = 6;
  for (const ExampleInfo& example : example_table()) {
    const std::size_t wanted = example.command.size() + 5;
    if (example.in_help && columns >= enough) indent = std::max(indent, wanted);
  }
  std::string help = "\nExamples:\n";
  for (const ExampleInfo& example : example_table()) {
    if (example.in_help) append_row(help, example.command, example.about, indent, columns);
  }
  return help;
}

}  // namespace

void append_wrapped(std::string& help, std::string_view text, std::size_t indent,
                    std::size_t columns) {
  const std::size_t room = columns - indent;
  while (text.size() > room) {
    std::size_t space = text.rfind(' ', room);
    if (space == std::string_view::npos) space = text.find(' ');  // a long word has its own line
    if (space == std::string_view::npos) break;
    help += fmt::format("{}\n{:{}}", text.substr(0, space), "", indent);
    text.remove_prefix(space + 1);
  }
  help += fmt::format("{}\n", text);
}

std::string_view purpose() { return "see how sure a language model was of every token it wrote"; }

std::string_view about_exit_codes() {
  return "Of several responses all are shown; the worst counts, in the order 1, 6, 5, 4, 3.";
}

std::string short_help(int columns) {
  const std::size_t width = width_of_help(columns);
  return introduction(width) + list_options(true, width) + list_examples(width);
}

std::string first_help(std::string_view example) {
  return fmt::format(
      "logprobs - {}\n"
      "\n"
      "Look at an answer that comes with it, offline and without a key:\n"
      "  logprobs -r {}\n"
      "Ask OpenAI:\n"
      "  export OPENAI_API_KEY=sk-...\n"
      "  logprobs \"Who is the president of Poland?\"\n"
      "Ask a server of your own, such as llama.cpp's:\n"
      "  logprobs --base-url http://127.0.0.1:8080/v1 \"Who is the president of Poland?\"\n"
      "All options: logprobs --help\n",
      purpose(), example);
}

std::string long_help(int columns) {
  constexpr std::size_t exit_indent = 7;
  const std::size_t width = width_of_help(columns);
  std::string help = introduction(width) + list_options(false, width) + "\nExit status:\n";
  for (const ExitCodeInfo& exit : exit_codes()) {
    append_row(help, fmt::format("{:>3}", static_cast<int>(exit.code)), exit.about, exit_indent,
               width);
  }
  help += "  ";
  append_wrapped(help, about_exit_codes(), 2, width);
  help += list_examples(width) + "\n";
  append_wrapped(help, meaning, 0, width);
  return help;
}

}  // namespace logprobs::cli
