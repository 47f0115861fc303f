// The options and the help that is made of them.
#include <fmt/format.h>

#include <array>

#include "cli/cli.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {
namespace {

constexpr std::string_view asking = "Asking a model";
constexpr std::string_view connection = "The connection";
constexpr std::string_view source = "Reading responses";
constexpr std::string_view clues = "What counts as a clue";
constexpr std::string_view shown = "How they are shown";
constexpr std::string_view scripts = "For scripts";
constexpr std::string_view general = "General";

constexpr std::array table = {
    OptionInfo{asking, "-m,--model", "NAME", "the model (LOGPROBS_MODEL, OPENAI_MODEL; gpt-4o)",
               true},
    OptionInfo{asking, "-s,--system", "TEXT", "the system message", true},
    OptionInfo{asking, "--system-file", "FILE", "the same, from a file"},
    OptionInfo{asking, "-k,--top-logprobs", "K", "alternatives for each token, 0 to 20 (5)", true},
    OptionInfo{asking, "-n,--choices", "N", "how many answers (1)"},
    OptionInfo{asking, "-t,--temperature", "T", "how freely tokens are drawn", true},
    OptionInfo{asking, "--top-p", "P", "draw from the tokens that make up P of the probability"},
    OptionInfo{asking, "--max-tokens", "N", "the longest answer, sent as max_completion_tokens",
               true},
    OptionInfo{asking, "--legacy-max-tokens", "",
               "send that as max_tokens, for servers that know no other name"},
    OptionInfo{asking, "--seed", "N", "a seed for drawing tokens"},
    OptionInfo{asking, "--stop", "TEXT", "end the answer before TEXT; may be repeated"},
    OptionInfo{asking, "--prefill", "TEXT", "the beginning that the answer must continue"},
    OptionInfo{asking, "--param", "KEY=JSON",
               "a further field of the request, or another value for one; may be repeated"},
    OptionInfo{asking, "--no-stream", "", "ask for the whole answer at once"},
    OptionInfo{asking, "--save", "FILE",
               "keep the response, for --replay; what was cut off is kept as FILE.partial", true},
    OptionInfo{asking, "--dry-run", "", "print the request, send nothing", true},
    OptionInfo{connection, "--base-url", "URL",
               "the API (OPENAI_BASE_URL; https://api.openai.com/v1)", true},
    OptionInfo{connection, "--api-key-file", "FILE",
               "read the key from a file instead of OPENAI_API_KEY"},
    OptionInfo{connection, "--api-key-env", "NAME", "or from another variable"},
    OptionInfo{connection, "-H,--header", "LINE",
               "a further header, 'Name: value', or @FILE that has it; may be repeated"},
    OptionInfo{connection, "--timeout", "SECONDS",
               "for a whole answer, or the longest silence of a stream (600)"},
    OptionInfo{connection, "--connect-timeout", "SECONDS", "for the connection alone (10)"},
    OptionInfo{connection, "--retries", "N",
               "ask again after a failure that may pass, N times at most (2)"},
    OptionInfo{connection, "--proxy", "URL",
               "a proxy instead of the one that the environment names; '' for none"},
    OptionInfo{connection, "--cacert", "FILE", "trust the CAs in a file instead of the system's"},
    OptionInfo{connection, "--allow-insecure-http", "",
               "let a key go over http to another machine"},
    OptionInfo{source, "-r,--replay", "FILE...",
               "show saved responses instead of asking; takes every word up to the next option; - "
               "is standard input",
               true},
    OptionInfo{source, "--from", "NAME",
               "their wire format; auto (the default) detects it, help lists the names; while "
               "asking, the API that is spoken: openai-chat"},
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
               "text (the default), table, chart, summary, plain, json, csv, tsv, markdown, "
               "html; help lists them",
               true},
    OptionInfo{shown, "-o,--output", "FILE",
               "write there, whole or not at all; - is standard output", true},
    OptionInfo{shown, "--color", "WHEN", "auto (the default), always or never", true},
    OptionInfo{shown, "--color-depth", "DEPTH", "auto (the default), 16, 256 or 24bit"},
    OptionInfo{shown, "--palette", "NAME", "classic (the default) or colorblind"},
    OptionInfo{shown, "--marks", "KIND", "emoji (🔀 🎯, the default), ascii (~ !) or none"},
    OptionInfo{shown, "--only-clues", "",
               "in table, chart, csv, tsv, html: only tokens with a clue"},
    OptionInfo{shown, "--show-prompt", "",
               "also the prompt's tokens, where the response tells them apart"},
    OptionInfo{shown, "--show-reasoning", "", "also the reasoning's tokens, likewise"},
    OptionInfo{shown, "--no-legend", "", "leave out the legend"},
    OptionInfo{shown, "-q,--quiet", "",
               "leave out legend, summary line, headings and warnings, never errors", true},
    OptionInfo{
        scripts, "--fail-on", "CLUES",
        "exit 3 if a token has one of these clues, separated by commas: low, ambiguous, not-top",
        true},
    OptionInfo{scripts, "--min-probability", "P", "exit 3 if a token's probability is below P"},
    OptionInfo{scripts, "--max-perplexity", "X", "exit 3 if an answer's perplexity is above X"},
    OptionInfo{scripts, "--strict", "",
               "a token of only white space or punctuation trips --fail-on and --min-probability "
               "too"},
    OptionInfo{general, "-h", "", "the short help"},
    OptionInfo{general, "--help", "", "the complete help", true},
    OptionInfo{general, "--version", "", "the version"},
};

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
    const std::string name = "  " + spelled(option);
    const bool fits = name.size() + 2 <= indent;
    help += fits ? fmt::format("{:<{}}", name, indent) : fmt::format("{}\n{:{}}", name, "", indent);
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
  help += "  Of several responses all are shown; the worst counts, in the order 1, 6, 5, 4, 3.\n";
  help += examples;
  help += meaning;
  return help;
}

}  // namespace logprobs::cli
