#include "cli/make_options.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/cli.hpp"
#include "cli/contradictions.hpp"
#include "cli/counting_words.hpp"
#include "cli/option_values.hpp"
#include "cli/sought_values.hpp"
#include "logprobs/read.hpp"

namespace logprobs::cli {
namespace {

void apply(const OptionInfo& option, const RawOptions& raw, Options& options) {
  const std::string_view name = option.long_name();
  if (option.value.empty()) {
    if (raw.flag(name)) option.apply(options, {name, ""});
    return;
  }
  const std::vector<std::string>& values = raw.values.at(name);
  for (std::size_t i = option.is(repeats) || values.empty() ? 0 : values.size() - 1;
       i < values.size(); ++i) {
    option.apply(options, {name, values[i]});
  }
}

/// An API gives few alternatives, but raw logits have the whole vocabulary.
std::size_t parse_alternatives(Argument argument) {
  return static_cast<std::size_t>(
      parse_whole(argument, "a number of alternatives (0, 1, 2, ...)", 0, many));
}

/// The format that a file's ending names; empty for any other.
std::string_view format_of(std::string_view file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> endings = {
      {{".html", "html"},
       {".md", "markdown"},
       {".csv", "csv"},
       {".tsv", "tsv"},
       {".json", "json"},
       {".jsonl", "json"},
       {".svg", "svg"}}};
  for (const auto& [ending, format] : endings) {
    if (file.ends_with(ending)) return format;
  }
  return {};
}

/// The format that other options of the command line ask for; empty for none.
std::string_view implied_format(const Options& options) {
  if (options.partial || !options.merge.empty()) return "stats";
  const std::string_view named = format_of(options.output);
  if (!named.empty()) return named;
  return options.open || options.fragment ? "html" : "";
}

/// Without --format, the ending of --output chooses it, or what is for one format alone. A config's
/// format gives way, unless it goes together with that: stats-json in a file.json.
void choose_format(const RawOptions& raw, Options& options) {
  const bool is_page = options.open || options.fragment;
  const bool counts = options.partial || !options.merge.empty();
  const std::string_view implied = implied_format(options);
  const bool fits = counts             ? options.format.starts_with(implied)
                    : options.fragment ? options.format == implied
                                       : options.format.ends_with(implied);
  if (!raw.is_own("--format") && !fits) options.format = implied;
  if (counts && !options.format.starts_with("stats")) {
    refuse(fmt::format("{} is for -f stats, and not for -f {}",
                       options.partial ? "--partial" : "--merge", options.format));
  }
  const bool is_for_page =
      options.fragment ? options.format == "html" : options.format.ends_with("html");
  if (is_page && !is_for_page) {
    refuse(fmt::format(
        "{}, and not for -f {}",
        options.fragment ? "--fragment is for -f html" : "--open is for -f html and -f stats-html",
        options.format));
  }
  if (options.open && (options.history || options.ask.dry_run)) {
    refuse(fmt::format("--open shows answers, and {} has none",
                       options.history ? "--history" : "--dry-run"));
  }
  if (options.open && options.partial) refuse("--open needs a page, and --partial writes none");
  if (options.open && options.fragment) refuse("--open needs a whole page, and not a --fragment");
}

/// Lines are told apart by the names of their files when results are merged.
void refuse_same_names(std::vector<std::string> files) {
  std::sort(files.begin(), files.end());
  const auto same = std::adjacent_find(files.begin(), files.end());
  if (same != files.end()) refuse(fmt::format("--partial: {} is named twice", *same));
}

/// Several runs may share one piece of work: each has a part of all files, and its result is
/// merged.
void settle_parts(const RawOptions& raw, Options& options) {
  const bool has_files = !options.replay.empty();
  if (options.shard && !has_files) refuse("--shard is for files: name them with --replay");
  if (options.partial && !has_files && options.merge.empty()) {
    refuse("--partial is for files: name them with --replay or --merge");
  }
  if (options.at_offset && (options.shard || options.partial)) {
    refuse(fmt::format("--{} and --at: one response has no parts",
                       options.shard ? "shard" : "partial"));
  }
  if (options.partial) refuse_same_names(options.replay);
  if (options.partial && has_files && !options.shard) options.shard.emplace();
  options.counting = counting_words(raw);
}

}  // namespace

std::string parse_from(Argument from, bool asking) {
  if (asking && from.text != "auto" && from.text != spoken_api) {
    refuse(fmt::format("--from: {} is not an API that can be asked; {} is", in_quotes(from.text),
                       spoken_api));
  }
  if (asking) return {};
  std::vector<std::string_view> names = names_of(formats());
  names.push_back("auto");
  const std::string_view name = one_of(from, names);
  return std::string(name == "auto" ? "" : name);
}

Places RawOptions::places() const {
  Places places;
  for (const auto& [name, origin] : origins) places.emplace(name, origin.place);
  return places;
}

const std::string* RawOptions::value(std::string_view name) const {
  const std::vector<std::string>& given = values.at(name);
  return given.empty() ? nullptr : &given.back();
}

std::string_view RawOptions::instead_of_asking() const {
  if (value("--generate") != nullptr) return "--generate";
  if (value("--replay") != nullptr) return "--replay";
  if (value("--last") != nullptr) return "--last";
  if (value("--merge") != nullptr) return "--merge";
  return flag("--history") ? "--history" : "";
}

Options generated(const RawOptions& raw) {
  Options options;
  for (const OptionInfo& option : option_table()) {
    const std::string_view name = option.long_name();
    if (name == "--generate" || name == "--base-url" || name == "--output")
      apply(option, raw, options);
  }
  return options;
}

Options make_options(const RawOptions& raw) {
  Options options;
  options.places = raw.places();
  const std::string_view mode = raw.instead_of_asking();
  const bool asking = mode.empty();
  for (const OptionInfo& option : option_table()) {
    if (option.apply == nullptr || (option.for_asking() && !asking && !raw.branches())) continue;
    apply(option, raw, options);
  }
  choose_format(raw, options);
  refuse_contradictions(raw, options);
  options.branches.on_screen =
      options.explore != Explore::no && (asking || raw.is_own("--base-url"));
  settle_branches(raw, options);
  complete(options.sought);
  if (const std::string* from = raw.value("--from")) {
    options.from = parse_from({"--from", *from}, asking);
  }
  if (asking) {
    refuse_options_of_files(raw);
    options.ask.words = raw.words;
    options.ask.as_it_is = raw.after_dashes;
    refuse_contradictions_of_asking(options.ask, options.output);
    return options;
  }
  if (raw.branches()) {
    options.ask.words = raw.words;
    options.ask.as_it_is = raw.after_dashes;
    AskOptions ask = options.ask;
    ask.save = ask.save_response = {};  // they are refused below
    refuse_contradictions_of_asking(ask, options.output);
  }
  if (const std::string* most = raw.value("--top-logprobs")) {
    options.alternatives = parse_alternatives({"--top-logprobs", *most});
  }
  for (const std::string_view name : {"--save", "--save-response"}) {
    if (raw.value(name) != nullptr) {
      refuse(fmt::format("{} is for asking; {} has a file already", name, mode));
    }
  }
  if (raw.flag("--dry-run")) refuse(fmt::format("--dry-run is for asking; {} sends nothing", mode));
  refuse_two_modes(options);
  if (options.at_offset && options.replay.size() != 1) {
    refuse("--at is for one file: name it with --replay");
  }
  settle_parts(raw, options);
  return options;
}

}  // namespace logprobs::cli
