#include "settle.hpp"

#include <array>

#include "logprobs/read.hpp"
#include "logprobs/show.hpp"
#include "option_values.hpp"

namespace logprobs {
namespace {

using Text = const std::string&;

/// Calls `take` with an option's value where it was given.
template <typename Take>
void given(const Raw& raw, std::string_view names, Take take) {
  if (const std::string* value = raw.value(names)) take(*value);
}

template <typename Infos>
std::vector<std::string_view> names_of(const Infos& infos) {
  std::vector<std::string_view> names;
  for (const auto& info : infos) names.push_back(info.name);
  return names;
}

ColorMode parse_color(const std::string& value) {
  static constexpr std::array<std::string_view, 3> modes = {"auto", "always", "never"};
  one_of("--color", value, modes);
  return value == "auto"     ? ColorMode::automatic
         : value == "always" ? ColorMode::always
                             : ColorMode::never;
}

std::string parse_from(const std::string& value) {
  std::vector<std::string_view> names = names_of(formats());
  names.push_back("auto");
  return one_of("--from", value, names) == "auto" ? "" : value;
}

/// While asking, --from names the API that is spoken; the reply's format is always detected.
void check_api(const std::string& value) {
  if (value == "auto" || value == "openai-chat") return;
  refuse(fmt::format("--from: {} is no API that can be asked; openai-chat is", in_quotes(value)));
}

void settle_reading(const Raw& raw, Options& options) {
  given(raw, "--choice", [&](Text v) {
    options.choice = static_cast<int>(parse_whole("--choice", v, "an index (0, 1, 2, ...)", 0));
  });
  given(raw, "--max-bytes", [&](Text v) { options.max_bytes = parse_bytes("--max-bytes", v); });
  Thresholds& thresholds = options.thresholds;
  given(raw, "--low", [&](Text v) { thresholds.low = parse_fraction("--low", v); });
  given(raw, "--ambiguous",
        [&](Text v) { thresholds.ambiguous = parse_fraction("--ambiguous", v); });
  given(raw, "--bands", [&](Text v) { parse_bands("--bands", v, thresholds.bands); });
}

void settle_showing(const Raw& raw, Options& options) {
  static constexpr std::array<std::string_view, 4> depths = {"auto", "16", "256", "24bit"};
  static constexpr std::array<std::string_view, 2> palettes = {"classic", "colorblind"};
  static constexpr std::array<std::string_view, 3> marks = {"emoji", "ascii", "none"};
  given(raw, "-f,--format",
        [&](Text v) { options.format = one_of("--format", v, names_of(views())); });
  given(raw, "-o,--output", [&](Text v) { options.output = v; });
  given(raw, "--color", [&](Text v) { options.color = parse_color(v); });
  given(raw, "--color-depth",
        [&](Text v) { options.color_depth = one_of("--color-depth", v, depths); });
  given(raw, "--palette", [&](Text v) { options.palette = one_of("--palette", v, palettes); });
  given(raw, "--marks", [&](Text v) { options.marks = one_of("--marks", v, marks); });
  options.only_clues = raw.flag("--only-clues");
  options.no_legend = raw.flag("--no-legend");
  options.quiet = raw.flag("-q,--quiet");
}

void settle_texts(const Raw& raw, Question& question) {
  given(raw, "-s,--system", [&](Text v) { question.system = parse_text("--system", v); });
  given(raw, "--prefill", [&](Text v) { question.prefill = parse_text("--prefill", v); });
  for (const std::string& stop : raw.all("--stop")) {
    if (stop.empty()) refuse("--stop: an empty text would end every answer at once");
    question.stop.push_back(parse_text("--stop", stop));
  }
  question.params = raw.all("--param");
}

void settle_question(const Raw& raw, Question& question) {
  settle_texts(raw, question);
  given(raw, "-k,--top-logprobs", [&](Text v) {
    question.top_logprobs =
        static_cast<int>(parse_whole("--top-logprobs", v, "a number from 0 to 20", 0, 20));
  });
  given(raw, "-n,--choices", [&](Text v) {
    question.choices =
        static_cast<int>(parse_whole("--choices", v, "a number of answers (1 or more)", 1));
  });
  given(raw, "-t,--temperature",
        [&](Text v) { question.temperature = parse_number("--temperature", v); });
  given(raw, "--top-p", [&](Text v) { question.top_p = parse_fraction("--top-p", v); });
  given(raw, "--max-tokens", [&](Text v) {
    question.max_tokens = parse_whole("--max-tokens", v, "a number of tokens (1 or more)", 1);
  });
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  given(raw, "--seed", [&](Text v) {
    question.seed = parse_whole("--seed", v, "a whole number", lowest, highest);
  });
  question.legacy_max_tokens = raw.flag("--legacy-max-tokens");
  question.stream = !raw.flag("--no-stream");
}

void settle_connection(const Raw& raw, AskOptions& ask) {
  given(raw, "--base-url", [&](Text v) { ask.base_url = v; });
  given(raw, "--api-key-file", [&](Text v) { ask.api_key_file = v; });
  given(raw, "--api-key-env", [&](Text v) { ask.api_key_env = v; });
  ask.headers = raw.all("-H,--header");
  given(raw, "--timeout", [&](Text v) { ask.timeout = parse_seconds("--timeout", v); });
  given(raw, "--connect-timeout",
        [&](Text v) { ask.connect_timeout = parse_seconds("--connect-timeout", v); });
  given(raw, "--proxy", [&](Text v) { ask.proxy = v; });
  given(raw, "--cacert", [&](Text v) { ask.cacert = v; });
  ask.allow_insecure_http = raw.flag("--allow-insecure-http");
}

/// An empty name of a file or a variable comes from a shell variable that was not set.
void refuse_empty_names(const Raw& raw) {
  static constexpr std::array<std::string_view, 6> options = {
      "--system-file", "--base-url", "--api-key-file", "--api-key-env", "--cacert", "--save"};
  for (const std::string_view option : options) {
    given(raw, option, [&](Text v) {
      if (v.empty()) refuse(fmt::format("{} has an empty value", option));
    });
  }
}

void settle_asking(const Raw& raw, AskOptions& ask) {
  refuse_empty_names(raw);
  ask.words = raw.words;
  given(raw, "--from", check_api);
  given(raw, "-m,--model", [&](Text v) {
    if (v.empty()) refuse("--model has an empty value");
    ask.model = parse_text("--model", v);
  });
  given(raw, "--system-file", [&](Text v) { ask.system_file = v; });
  settle_question(raw, ask.question);
  settle_connection(raw, ask);
  given(raw, "--save", [&](Text v) { ask.save = v; });
  ask.dry_run = raw.flag("--dry-run");
  if (ask.question.system && !ask.system_file.empty()) {
    refuse("--system and --system-file: one system message is enough");
  }
  if (!ask.api_key_file.empty() && !ask.api_key_env.empty()) {
    refuse("--api-key-file and --api-key-env: one key is enough");
  }
  if (ask.save == "-") refuse("--save: standard output has the view; name a file");
}

}  // namespace

const std::string* Raw::value(std::string_view names) const {
  const auto found = values.find(names);
  return found == values.end() || found->second.empty() ? nullptr : &found->second.back();
}

bool Raw::flag(std::string_view names) const {
  const auto found = flags.find(names);
  return found != flags.end() && found->second;
}

Options settle(const Raw& raw) {
  Options options;
  options.replay = raw.all("-r,--replay");
  if (options.replay.empty()) {
    settle_asking(raw, options.ask);
  } else {
    given(raw, "--from", [&](Text v) { options.from = parse_from(v); });
    if (raw.value("--save") != nullptr) refuse("--save is for asking; --replay has a file already");
    if (raw.flag("--dry-run")) refuse("--dry-run is for asking; --replay sends nothing");
  }
  settle_reading(raw, options);
  settle_showing(raw, options);
  return options;
}

}  // namespace logprobs
