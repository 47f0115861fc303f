// The options: what help says about each, and what each does.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "cli/cli.hpp"
#include "cli/option_values.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/show.hpp"

namespace logprobs::cli {
namespace {

using Table = std::vector<OptionInfo>;
using Arg = Argument;

constexpr std::string_view asking = "Asking a model";
constexpr std::string_view connection = "The connection";
constexpr std::string_view source = "Reading responses";
constexpr std::string_view clues = "What counts as a clue";
constexpr std::string_view shown = "How they are shown";
constexpr std::string_view scripts = "For scripts";
constexpr std::string_view general = "General";

constexpr bool brief = true;
constexpr bool in_full = false;
constexpr bool repeats = true;

constexpr std::int64_t many = std::numeric_limits<std::int32_t>::max();
constexpr int most_alternatives = 20;
constexpr int most_retries = 1000;

constexpr std::array<Named<Layout>, 2> layouts = {
    {{"generate", Layout::generate}, {"forward", Layout::forward}}};
constexpr std::array<Named<ColorMode>, 3> color_modes = {
    {{"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}}};
constexpr std::array<Named<std::optional<ColorDepth>>, 4> color_depths = {
    {{"auto", std::nullopt},
     {"16", ColorDepth::ansi16},
     {"256", ColorDepth::ansi256},
     {"24bit", ColorDepth::rgb}}};
constexpr std::array<Named<std::optional<Background>>, 3> backgrounds = {
    {{"auto", std::nullopt, "as the terminal says"},
     {"dark", Background::dark},
     {"light", Background::light}}};
constexpr std::array<Named<Palette>, 2> palettes = {
    {{"classic", Palette::classic}, {"colorblind", Palette::colorblind}}};
constexpr std::array<Named<Marks>, 3> marks = {
    {{"emoji", Marks::emoji, "🔀 🎯"}, {"ascii", Marks::ascii, "~ !"}, {"none", Marks::none}}};

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

std::string list_of_views(std::string_view preset) {
  std::vector<std::string> names;
  for (const ViewInfo& view : views()) {
    names.push_back(fmt::format("{}{}", view.name, view.name == preset ? " (the default)" : ""));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

Table asking_options(const Question& preset) {
  return {
      {asking, "-m,--model", "NAME",
       fmt::format("the model (LOGPROBS_MODEL, OPENAI_MODEL; {})", default_model),
       [](Options& o, Arg a) {
         o.ask.model = parse_text({a.option, parse_name(a)});
       },
       brief},
      {asking, "-s,--system", "TEXT", "the system message",
       [](Options& o, Arg a) { o.ask.question.system = parse_text(a); }, brief},
      {asking, "--system-file", "FILE", "the same, from a file",
       [](Options& o, Arg a) { o.ask.system_file = parse_name(a); }},
      {asking, "-k,--top-logprobs", "K",
       fmt::format("alternatives for each token, 0 to {} ({})", most_alternatives,
                   preset.top_logprobs),
       [](Options& o, Arg a) { o.ask.question.top_logprobs = parse_up_to(a, most_alternatives); },
       brief},
      {asking, "-n,--choices", "N", fmt::format("how many answers ({})", preset.choices),
       [](Options& o, Arg a) {
         o.ask.question.choices =
             static_cast<int>(parse_whole(a, "a number of answers (1 or more)", 1, many));
       }},
      {asking, "-t,--temperature", "T", "how freely tokens are drawn",
       [](Options& o, Arg a) { o.ask.question.temperature = parse_number(a); }, brief},
      {asking, "--top-p", "P", "draw from the tokens that make up P of the probability",
       [](Options& o, Arg a) { o.ask.question.top_p = parse_fraction(a); }},
      {asking, "--max-tokens", "N", "the longest answer, sent as max_completion_tokens",
       [](Options& o, Arg a) {
         o.ask.question.max_tokens = parse_whole(a, "a number of tokens (1 or more)", 1, many);
       },
       brief},
      {asking, "--legacy-max-tokens", "",
       "send that as max_tokens, for servers that know no other name",
       [](Options& o, Arg) { o.ask.question.legacy_max_tokens = true; }},
      {asking, "--seed", "N", "a seed for drawing tokens",
       [](Options& o, Arg a) {
         using Limits = std::numeric_limits<std::int64_t>;
         o.ask.question.seed = parse_whole(a, "a whole number", Limits::min(), Limits::max());
       }},
      {asking, "--stop", "TEXT", "end the answer before TEXT; may be repeated",
       [](Options& o, Arg a) {
         if (a.text.empty()) refuse("--stop: an empty text would end every answer at once");
         o.ask.question.stop.push_back(parse_text(a));
       },
       in_full, repeats},
      {asking, "--prefill", "TEXT", "the beginning that the answer must continue",
       [](Options& o, Arg a) { o.ask.question.prefill = parse_text(a); }},
      {asking, "--param", "KEY=JSON",
       "a further field of the request, or another value for one; may be repeated",
       [](Options& o, Arg a) {
         check_param(a.text);
         o.ask.question.params.emplace_back(a.text);
       },
       in_full, repeats},
      {asking, "--no-stream", "", "ask for the whole answer at once",
       [](Options& o, Arg) { o.ask.question.stream = false; }},
      {asking, "--save", "FILE",
       "keep request and response, for --replay; what was cut off is kept as FILE.partial",
       [](Options& o, Arg a) { o.ask.save = parse_name(a); }, brief},
      {asking, "--save-response", "FILE", "keep the response alone, as it came",
       [](Options& o, Arg a) { o.ask.save_response = parse_name(a); }},
      {asking, "--dry-run", "", "print the request, send nothing",
       [](Options& o, Arg) { o.ask.dry_run = true; }, brief},
  };
}

Table connection_options(const Connection& preset) {
  return {
      {connection, "--base-url", "URL",
       fmt::format("the API (OPENAI_BASE_URL; {})", default_base_url),
       [](Options& o, Arg a) { o.ask.base_url = parse_name(a); }, brief},
      {connection, "--api-key-file", "FILE", "read the key from a file instead of OPENAI_API_KEY",
       [](Options& o, Arg a) { o.ask.api_key_file = parse_name(a); }},
      {connection, "--api-key-env", "NAME", "or from another variable",
       [](Options& o, Arg a) { o.ask.api_key_env = parse_name(a); }},
      {connection, "-H,--header", "LINE",
       "a further header, 'Name: value', or @FILE that has it; may be repeated",
       [](Options& o, Arg a) { o.ask.headers.emplace_back(a.text); }, in_full, repeats},
      {connection, "--timeout", "SECONDS",
       fmt::format("for a whole answer, or the longest silence of a stream ({})", preset.timeout),
       [](Options& o, Arg a) { o.ask.connection.timeout = parse_seconds(a); }},
      {connection, "--connect-timeout", "SECONDS",
       fmt::format("for the connection alone ({})", preset.connect_timeout),
       [](Options& o, Arg a) { o.ask.connection.connect_timeout = parse_seconds(a); }},
      {connection, "--retries", "N",
       fmt::format("ask again after a failure that may pass, N times at most ({})", preset.retries),
       [](Options& o, Arg a) { o.ask.connection.retries = parse_up_to(a, most_retries); }},
      {connection, "--proxy", "URL",
       "a proxy instead of the one that the environment names; '' for none",
       [](Options& o, Arg a) { o.ask.connection.proxy = a.text; }},
      {connection, "--cacert", "FILE", "trust the CAs in a file instead of the system's",
       [](Options& o, Arg a) { o.ask.cacert = parse_name(a); }},
      {connection, "--allow-insecure-http", "", "let a key go over http to another machine",
       [](Options& o, Arg) { o.ask.allow_insecure_http = true; }},
  };
}

Table reading_options(const Options& preset) {
  return {
      {source, "-r,--replay", "FILE...",
       "show saved responses instead of asking; takes every word up to the next option; - is "
       "standard input",
       [](Options& o, Arg a) { o.replay.emplace_back(a.text); }, brief, repeats},
      {source, "--from", "NAME",
       fmt::format("their wire format; auto (the default) detects it, help lists the names; while "
                   "asking, the API that is spoken: {}",
                   spoken_api)},  // make_options() reads it: it means two things
      {source, "--choice", "I", "only the choice with this index",
       [](Options& o, Arg a) {
         o.choice = static_cast<int>(parse_whole(a, "an index (0, 1, 2, ...)", 0, many));
       }},
      {source, "--max-bytes", "N",
       fmt::format("the largest response or line that is read ({}; K, M and G are powers of 1024)",
                   bytes_text(preset.max_bytes)),
       [](Options& o, Arg a) { o.max_bytes = parse_bytes(a); }},
      {source, "--tokenizer", "FILE",
       "of raw logits (safetensors, npy): the tokenizer.json that has the tokens' texts",
       [](Options& o, Arg a) { o.tokenizer = parse_name(a); }},
      {source, "--ids", "FILE",
       "of raw logits alone, as in an npy file: an npy file with the chosen tokens",
       [](Options& o, Arg a) { o.ids = parse_name(a); }},
      {source, "--layout", "NAME",
       fmt::format("of raw logits: {}; a row for each token that was generated, or for each token "
                   "that it follows",
                   listed(layouts, preset.layout)),
       [](Options& o, Arg a) { o.layout = parse_named(a, layouts); }},
      {source, "--eos", "ID,...", "of raw logits: the tokens at any of which a sequence ends",
       [](Options& o, Arg a) { o.end_tokens = parse_ids(a); }},
      {source, "--at-temperature", "T",
       "of raw logits: show the distribution at temperature T, beside the model's own",
       [](Options& o, Arg a) { o.at.temperature = parse_temperature(a); }},
      {source, "--at-top-k", "K", "only the K most probable tokens can be drawn",
       [](Options& o, Arg a) {
         o.at.top_k =
             static_cast<std::size_t>(parse_whole(a, "a number of tokens (1, 2, ...)", 1, many));
       }},
      {source, "--at-top-p", "P", "only the fewest tokens that together have a probability of P",
       [](Options& o, Arg a) { o.at.top_p = parse_fraction(a); }},
      {source, "--at-min-p", "P", "only tokens with P times the probability of the best",
       [](Options& o, Arg a) { o.at.min_p = parse_fraction(a); }},
      {clues, "--low", "P",
       fmt::format("low: a token's probability is below P ({})", preset.thresholds.low),
       [](Options& o, Arg a) { o.thresholds.low = parse_fraction(a); }, brief},
      {clues, "--ambiguous", "GAP",
       fmt::format("ambiguous: the two most probable tokens are less than GAP apart ({})",
                   preset.thresholds.ambiguous),
       [](Options& o, Arg a) { o.thresholds.ambiguous = parse_fraction(a); }, brief},
      {clues, "--bands", "A,B,C,D",
       fmt::format("green above A, lime above B, yellow above C, orange above D, else red ({})",
                   fmt::join(preset.thresholds.bands, ",")),
       [](Options& o, Arg a) { parse_bands(a, o.thresholds.bands); }},
  };
}

Table showing_options(const Options& preset) {
  return {
      {shown, "-f,--format", "NAME",
       fmt::format("{}; help lists them", list_of_views(preset.format)),
       [](Options& o, Arg a) { o.format = one_of(a, names_of(views())); }, brief},
      {shown, "-o,--output", "FILE", "write there, whole or not at all; - is standard output",
       [](Options& o, Arg a) { o.output = a.text; }, brief},
      {shown, "--color", "WHEN", listed(color_modes, preset.color),
       [](Options& o, Arg a) { o.color = parse_named(a, color_modes); }, brief},
      {shown, "--color-depth", "DEPTH", listed(color_depths, preset.color_depth),
       [](Options& o, Arg a) { o.color_depth = parse_named(a, color_depths); }},
      {shown, "--palette", "NAME", listed(palettes, preset.palette),
       [](Options& o, Arg a) { o.palette = parse_named(a, palettes); }},
      {shown, "--background", "KIND", listed(backgrounds, preset.background),
       [](Options& o, Arg a) { o.background = parse_named(a, backgrounds); }},
      {shown, "--marks", "KIND", listed(marks, preset.marks),
       [](Options& o, Arg a) { o.marks = parse_named(a, marks); }},
      {shown, "--only-clues", "", "in table, chart, csv, tsv, html: only tokens with a clue",
       [](Options& o, Arg) { o.only_clues = true; }},
      {shown, "--show-prompt", "", "also the prompt's tokens, where the response tells them apart",
       [](Options& o, Arg) { o.show_prompt = true; }},
      {shown, "--show-reasoning", "",
       "also the reasoning's tokens, where the response tells them apart",
       [](Options& o, Arg) { o.show_reasoning = true; }},
      {shown, "--no-legend", "", "leave out the legend",
       [](Options& o, Arg) { o.no_legend = true; }},
      {shown, "-q,--quiet", "",
       "leave out legend, summary line, headings and warnings, never errors",
       [](Options& o, Arg) { o.quiet = true; }, brief},
  };
}

Table script_options() {
  return {
      {scripts, "--fail-on", "CLUES",
       fmt::format("exit 3 if a token has one of these clues, separated by commas: {}",
                   fmt::join(names_of(clue_table), ", ")),
       [](Options& o, Arg a) { add_clues(a, o.gates.fail_on); }, brief,
       repeats},  // all count: a gate must not open because another is added
      {scripts, "--min-probability", "P", "exit 3 if a token's probability is below P",
       [](Options& o, Arg a) { o.gates.min_probability = parse_fraction(a); }},
      {scripts, "--max-perplexity", "X", "exit 3 if an answer's perplexity is above X",
       [](Options& o, Arg a) { o.gates.max_perplexity = parse_perplexity(a); }},
      {scripts, "--strict", "",
       "a token of only white space or punctuation trips --fail-on and --min-probability too",
       [](Options& o, Arg) { o.gates.strict = true; }},
      {general, "-h", "", "the short help"},  // parse_command_line() answers these three
      {general, "--help", "", "the complete help", nullptr, brief},
      {general, "--version", "", "the version"},
  };
}

Table all_options() {
  const Options preset;
  Table all;
  for (Table& part :
       std::array{asking_options(preset.ask.question), connection_options(preset.ask.connection),
                  reading_options(preset), showing_options(preset), script_options()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

bool OptionInfo::for_asking() const { return group == asking || group == connection; }

std::span<const OptionInfo> option_table() {
  static const Table table = all_options();
  return table;
}

}  // namespace logprobs::cli
