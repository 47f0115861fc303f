#include "cli/make_options.hpp"

#include <array>
#include <limits>

#include "cli/option_values.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace logprobs::cli {
namespace {

using Text = const std::string&;

/// Calls `take` with an option's value where it was given.
template <typename Take>
void given(const RawOptions& raw, std::string_view name, Take take) {
  if (const std::string* value = raw.value(name)) take(*value);
}

/// Sets `target` to what `parse` makes of an option's value where it was given.
template <typename Parse, typename Target>
void set(const RawOptions& raw, std::string_view name, Parse parse, Target& target) {
  given(raw, name, [&](Text value) { target = parse(name, value); });
}

void set(const RawOptions& raw, std::string_view name, std::string& target) {
  given(raw, name, [&](Text value) { target = value; });
}

template <typename Names>
void set_one_of(const RawOptions& raw, std::string_view name, const Names& names,
                std::string& target) {
  given(raw, name, [&](Text value) { target = one_of(name, value, names); });
}

template <typename Number, typename Target>
void set_whole(const RawOptions& raw, std::string_view name, std::string_view what,
               std::int64_t least, std::int64_t most, Target& target) {
  given(raw, name, [&](Text value) {
    target = static_cast<Number>(parse_whole(name, value, what, least, most));
  });
}

ColorMode parse_color(std::string_view name, const std::string& value) {
  static constexpr std::array<std::string_view, 3> modes = {"auto", "always", "never"};
  one_of(name, value, modes);
  return value == "auto"     ? ColorMode::automatic
         : value == "always" ? ColorMode::always
                             : ColorMode::never;
}

std::string parse_from(std::string_view name, const std::string& value) {
  std::vector<std::string_view> names = names_of(formats());
  names.push_back("auto");
  return one_of(name, value, names) == "auto" ? "" : value;
}

/// While asking, --from names the API that is spoken; the reply's format is always detected.
void check_api(const std::string& value) {
  if (value == "auto" || value == "openai-chat") return;
  refuse(fmt::format("--from: {} is no API that can be asked; openai-chat is", in_quotes(value)));
}

constexpr std::int64_t many = std::numeric_limits<std::int32_t>::max();

void take_reading(const RawOptions& raw, Options& options) {
  set_whole<int>(raw, "--choice", "an index (0, 1, 2, ...)", 0, many, options.choice);
  set(raw, "--max-bytes", parse_bytes, options.max_bytes);
  options.show_prompt = raw.flag("--show-prompt");
  options.show_reasoning = raw.flag("--show-reasoning");
  Thresholds& thresholds = options.thresholds;
  set(raw, "--low", parse_fraction, thresholds.low);
  set(raw, "--ambiguous", parse_fraction, thresholds.ambiguous);
  given(raw, "--bands", [&](Text v) { parse_bands("--bands", v, thresholds.bands); });
}

void take_gates(const RawOptions& raw, Gates& gates) {
  // All of them count: a gate must not open because another is added.
  for (const std::string& clues : raw.all("--fail-on")) {
    add_clues("--fail-on", clues, gates.fail_on);
  }
  set(raw, "--min-probability", parse_fraction, gates.min_probability);
  set(raw, "--max-perplexity", parse_perplexity, gates.max_perplexity);
  gates.strict = raw.flag("--strict");
}

void take_showing(const RawOptions& raw, Options& options) {
  static constexpr std::array<std::string_view, 4> depths = {"auto", "16", "256", "24bit"};
  static constexpr std::array<std::string_view, 2> palettes = {"classic", "colorblind"};
  static constexpr std::array<std::string_view, 3> marks = {"emoji", "ascii", "none"};
  set_one_of(raw, "--format", names_of(views()), options.format);
  set(raw, "--output", options.output);
  set(raw, "--color", parse_color, options.color);
  set_one_of(raw, "--color-depth", depths, options.color_depth);
  set_one_of(raw, "--palette", palettes, options.palette);
  set_one_of(raw, "--marks", marks, options.marks);
  options.only_clues = raw.flag("--only-clues");
  options.no_legend = raw.flag("--no-legend");
  options.quiet = raw.flag("--quiet");
}

void take_texts(const RawOptions& raw, Question& question) {
  set(raw, "--system", parse_text, question.system);
  set(raw, "--prefill", parse_text, question.prefill);
  for (const std::string& stop : raw.all("--stop")) {
    if (stop.empty()) refuse("--stop: an empty text would end every answer at once");
    question.stop.push_back(parse_text("--stop", stop));
  }
  for (const std::string& param : raw.all("--param")) {
    check_param(param);
    question.params.push_back(param);
  }
}

void take_question(const RawOptions& raw, Question& question) {
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  take_texts(raw, question);
  set_whole<int>(raw, "--top-logprobs", "a number from 0 to 20", 0, 20, question.top_logprobs);
  set_whole<int>(raw, "--choices", "a number of answers (1 or more)", 1, many, question.choices);
  set(raw, "--temperature", parse_number, question.temperature);
  set(raw, "--top-p", parse_fraction, question.top_p);
  set_whole<std::int64_t>(raw, "--max-tokens", "a number of tokens (1 or more)", 1, many,
                          question.max_tokens);
  set_whole<std::int64_t>(raw, "--seed", "a whole number", lowest, highest, question.seed);
  question.legacy_max_tokens = raw.flag("--legacy-max-tokens");
  question.stream = !raw.flag("--no-stream");
}

void take_connection(const RawOptions& raw, AskOptions& ask) {
  given(raw, "--base-url", [&](Text v) { ask.base_url = v; });
  set(raw, "--api-key-file", ask.api_key_file);
  set(raw, "--api-key-env", ask.api_key_env);
  ask.headers = raw.all("--header");
  set(raw, "--timeout", parse_seconds, ask.connection.timeout);
  set(raw, "--connect-timeout", parse_seconds, ask.connection.connect_timeout);
  set_whole<int>(raw, "--retries", "a number from 0 to 1000", 0, 1000, ask.connection.retries);
  given(raw, "--proxy", [&](Text v) { ask.connection.proxy = v; });
  set(raw, "--cacert", ask.cacert);
  ask.allow_insecure_http = raw.flag("--allow-insecure-http");
}

/// An empty name of a file or a variable comes from a shell variable that was not set.
void refuse_empty_names(const RawOptions& raw) {
  static constexpr std::array<std::string_view, 6> options = {
      "--system-file", "--base-url", "--api-key-file", "--api-key-env", "--cacert", "--save"};
  for (const std::string_view option : options) {
    given(raw, option, [&](Text v) {
      if (v.empty()) refuse(fmt::format("{} has an empty value", option));
    });
  }
}

void refuse_contradictions(const AskOptions& ask, const std::string& output) {
  if (ask.question.system && !ask.system_file.empty()) {
    refuse("--system and --system-file: one system message is enough");
  }
  if (!ask.api_key_file.empty() && !ask.api_key_env.empty()) {
    refuse("--api-key-file and --api-key-env: one key is enough");
  }
  if (ask.save == "-") refuse("--save: standard output has the view; name a file");
  if (!ask.save.empty() && ask.save == output) refuse("--save and --output name the same file");
}

void take_asking(const RawOptions& raw, Options& options) {
  AskOptions& ask = options.ask;
  refuse_empty_names(raw);
  ask.words = raw.words;
  given(raw, "--from", check_api);
  set(raw, "--model", parse_text, ask.model);
  if (ask.model && ask.model->empty()) refuse("--model has an empty value");
  set(raw, "--system-file", ask.system_file);
  take_question(raw, ask.question);
  take_connection(raw, ask);
  set(raw, "--save", ask.save);
  ask.dry_run = raw.flag("--dry-run");
  refuse_contradictions(ask, options.output);
}

}  // namespace

const std::string* RawOptions::value(std::string_view name) const {
  const std::vector<std::string>& given = values.at(name);
  return given.empty() ? nullptr : &given.back();
}

bool RawOptions::flag(std::string_view name) const { return flags.at(name); }

Options make_options(const RawOptions& raw) {
  Options options;
  take_reading(raw, options);
  take_showing(raw, options);
  take_gates(raw, options.gates);
  options.replay = raw.all("--replay");
  if (options.replay.empty()) {
    take_asking(raw, options);
    return options;
  }
  set(raw, "--from", parse_from, options.from);
  if (raw.value("--save") != nullptr) refuse("--save is for asking; --replay has a file already");
  if (raw.flag("--dry-run")) refuse("--dry-run is for asking; --replay sends nothing");
  return options;
}

}  // namespace logprobs::cli
