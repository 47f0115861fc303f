// The options and the help that is made of them.
#include <fmt/format.h>

#include <array>

#include "logprobs/cli.hpp"
#include "logprobs/error.hpp"

namespace logprobs {
namespace {

constexpr std::string_view source = "Where the tokens come from";
constexpr std::string_view clues = "What counts as a clue";
constexpr std::string_view shown = "How they are shown";
constexpr std::string_view general = "General";

constexpr std::array table = {
    OptionInfo{source, "-r,--replay", "FILE...",
               "saved responses; takes every word up to the next option; - is standard input",
               true},
    OptionInfo{source, "--from", "NAME",
               "their wire format; auto (the default) detects it, help lists the names"},
    OptionInfo{source, "--choice", "I", "only the choice with this index"},
    OptionInfo{source, "--max-bytes", "N",
               "the largest response or line that is read (64M; K, M and G are powers of 1024)"},
    OptionInfo{clues, "--low", "P", "low: a token's probability is below P (0.1)", true},
    OptionInfo{clues, "--ambiguous", "GAP",
               "ambiguous: the two most probable tokens are less than GAP apart (0.15)", true},
    OptionInfo{clues, "--bands", "A,B,C,D",
               "green above A, lime above B, yellow above C, orange above D, else red "
               "(0.9,0.7,0.5,0.3)"},
    OptionInfo{shown, "-f,--format", "NAME",
               "text (the default), table, summary, plain, json; help lists them", true},
    OptionInfo{shown, "-o,--output", "FILE",
               "write there, whole or not at all; - is standard output", true},
    OptionInfo{shown, "--color", "WHEN", "auto (the default), always or never", true},
    OptionInfo{shown, "--color-depth", "DEPTH", "auto (the default), 16, 256 or 24bit"},
    OptionInfo{shown, "--palette", "NAME", "classic (the default) or colorblind"},
    OptionInfo{shown, "--marks", "KIND", "emoji (🔀 🎯, the default), ascii (~ !) or none"},
    OptionInfo{shown, "--only-clues", "", "in the table: only tokens with a clue"},
    OptionInfo{shown, "--no-legend", "", "leave out the legend"},
    OptionInfo{shown, "-q,--quiet", "",
               "leave out legend, summary line, headings and warnings, never errors", true},
    OptionInfo{general, "-h", "", "the short help"},
    OptionInfo{general, "--help", "", "the complete help", true},
    OptionInfo{general, "--version", "", "the version"},
};

constexpr std::string_view usage =
    "logprobs - see how sure a language model was of every token it wrote\n"
    "\n"
    "Usage: logprobs [OPTIONS] --replay FILE...\n";

constexpr std::string_view examples =
    "\n"
    "Examples:\n"
    "  logprobs -r response.json                    the answer, painted by confidence\n"
    "  logprobs -r response.json -f table           every token with its alternatives\n"
    "  logprobs -r batch.jsonl -f summary           a line a response\n"
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

/// Appends `text` wrapped to 100 columns behind an indent.
void append_wrapped(std::string& help, std::string_view text, std::size_t indent) {
  const std::size_t room = 100 - indent;
  while (text.size() > room) {
    const std::size_t space = text.rfind(' ', room);
    help += fmt::format("{}\n{:{}}", text.substr(0, space), "", indent);
    text.remove_prefix(space + 1);
  }
  help += fmt::format("{}\n", text);
}

std::string list_options(bool brief) {
  constexpr std::size_t indent = 28;
  std::string help;
  std::string_view group;
  for (const OptionInfo& option : table) {
    if (brief && !option.brief) continue;
    if (option.group != group && !brief) help += fmt::format("\n{}:\n", option.group);
    if (group.empty() && brief) help += '\n';
    group = option.group;
    help += fmt::format("{:<{}}", "  " + spelled(option), indent);
    append_wrapped(help, option.about, indent);
  }
  return help;
}

}  // namespace

std::span<const OptionInfo> option_table() { return table; }

std::string short_help() { return fmt::format("{}{}{}", usage, list_options(true), examples); }

std::string long_help() {
  std::string help = fmt::format("{}{}\nExit status:\n", usage, list_options(false));
  for (const ExitCodeInfo& exit : exit_codes()) {
    help += fmt::format("  {:>3}  {}\n", static_cast<int>(exit.code), exit.about);
  }
  help += "  Of several responses all are shown; the worst counts, in the order 1, 6, 4.\n";
  help += examples;
  help += meaning;
  return help;
}

}  // namespace logprobs
