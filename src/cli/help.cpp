#include "cli/help.hpp"

#include <fmt/format.h>

#include "cli/cli.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {
namespace {

constexpr std::string_view usage =
    "logprobs - see how sure a language model was of every token it wrote\n"
    "\n"
    "Usage: logprobs [OPTIONS] [PROMPT...]\n"
    "       logprobs [OPTIONS] --replay FILE...\n"
    "\n"
    "The words of PROMPT are the question; - among them stands for standard input, which is the\n"
    "question when there are no words. The key is in OPENAI_API_KEY.\n";

constexpr std::string_view examples =
    "\n"
    "Examples:\n"
    "  logprobs \"Who is the president of Poland?\"   the answer, painted as it comes\n"
    "  logprobs \"Summarise:\" - < article.txt        with standard input in the question\n"
    "  logprobs -r response.json                    a saved answer\n"
    "  logprobs -r response.json -f table           every token with its alternatives\n"
    "  logprobs -r batch.jsonl -f summary           a line per response\n"
    "  tail -f log.sse | logprobs -r -              a stream, painted as it grows\n";

constexpr std::string_view meaning =
    "\n"
    "The numbers say how probable each token was to the model, given those before it. They do not\n"
    "say that the answer is right: a model can be certain and wrong.\n";

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

std::string list_options(bool in_short) {
  constexpr std::size_t indent = 28;
  std::string help;
  std::string_view group;
  for (const OptionInfo& option : option_table()) {
    if (in_short && !option.is(brief)) continue;
    if (option.group != group && !in_short) help += fmt::format("\n{}:\n", option.group);
    if (group.empty() && in_short) help += '\n';
    group = option.group;
    const std::string name = "  " + spelled(option);
    const bool fits = name.size() + 2 <= indent;
    help += fits ? fmt::format("{:<{}}", name, indent) : fmt::format("{}\n{:{}}", name, "", indent);
    append_wrapped(help, option.about, indent);
  }
  return help;
}

}  // namespace

void append_wrapped(std::string& help, std::string_view text, std::size_t indent) {
  const std::size_t room = 100 - indent;
  while (text.size() > room) {
    std::size_t space = text.rfind(' ', room);
    if (space == std::string_view::npos) space = text.find(' ');  // a long word has its own line
    if (space == std::string_view::npos) break;
    help += fmt::format("{}\n{:{}}", text.substr(0, space), "", indent);
    text.remove_prefix(space + 1);
  }
  help += fmt::format("{}\n", text);
}

std::string short_help() { return fmt::format("{}{}{}", usage, list_options(true), examples); }

std::string first_help(std::string_view example) {
  return fmt::format(
      "logprobs - see how sure a language model was of every token it wrote\n"
      "\n"
      "Look at an answer that comes with it, offline and without a key:\n"
      "  logprobs -r {}\n"
      "Ask OpenAI:\n"
      "  export OPENAI_API_KEY=sk-...\n"
      "  logprobs \"Who is the president of Poland?\"\n"
      "Ask a server of your own, such as llama.cpp's:\n"
      "  logprobs --base-url http://127.0.0.1:8080/v1 \"Who is the president of Poland?\"\n"
      "All options: logprobs --help\n",
      example);
}

std::string long_help() {
  std::string help = fmt::format("{}{}\nExit status:\n", usage, list_options(false));
  for (const ExitCodeInfo& exit : exit_codes()) {
    help += fmt::format("  {:>3}  {}\n", static_cast<int>(exit.code), exit.about);
  }
  help += "  Of several responses all are shown; the worst counts, in the order 1, 6, 5, 4, 3.\n";
  help += examples;
  help += meaning;
  return help;
}

}  // namespace logprobs::cli
