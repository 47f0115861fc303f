#include "logprobs/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace logprobs {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw Error(ExitCode::usage, message + "; see logprobs --help");
}

/// What CLI11 collects, by the options' names as the table has them: every value as it was written,
/// to be judged afterwards. An option that was not given has none.
struct Raw {
  std::map<std::string_view, std::vector<std::string>> values;
  std::map<std::string_view, bool> flags;

  /// The last one counts where an option is given twice: people add to a command they recall.
  const std::string* value(std::string_view names) const {
    const auto found = values.find(names);
    return found == values.end() || found->second.empty() ? nullptr : &found->second.back();
  }
  bool flag(std::string_view names) const {
    const auto found = flags.find(names);
    return found != flags.end() && found->second;
  }
};

/// CLI11 takes a word in brackets for a list; this mark in front of it hides the bracket.
constexpr char bracket_guard = '\x1F';

std::string guarded(std::string_view word) {
  const bool needs_it = word.starts_with('[') || word.starts_with(bracket_guard);
  return needs_it ? bracket_guard + std::string(word) : std::string(word);
}

std::string unguarded(std::string word) {
  if (word.starts_with(bracket_guard)) word.erase(0, 1);
  return word;
}

std::string in_quotes(std::string_view text) { return fmt::format("“{}”", text); }

double parse_number(std::string_view option, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    refuse(fmt::format("{}: {} is not a number", option, in_quotes(text)));
  }
  return number;
}

double parse_fraction(std::string_view option, std::string_view text) {
  const double number = parse_number(option, text);
  if (number < 0 || number > 1) {
    refuse(fmt::format("{}: {} is not between 0 and 1", option, in_quotes(text)));
  }
  return number;
}

void parse_bands(std::string_view text, double (&bands)[4]) {
  std::size_t count = 0;
  for (std::string_view rest = text;; ++count) {
    const std::size_t comma = rest.find(',');
    if (count < 4) bands[count] = parse_fraction("--bands", rest.substr(0, comma));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (count != 3) refuse(fmt::format("--bands: {} are not four borders", in_quotes(text)));
  if (!std::is_sorted(std::begin(bands), std::end(bands), std::greater_equal<>())) {
    refuse(fmt::format("--bands: {} do not descend", in_quotes(text)));
  }
}

int parse_choice(std::string_view text) {
  int index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size() || index < 0) {
    refuse(fmt::format("--choice: {} is not an index (0, 1, 2, ...)", in_quotes(text)));
  }
  return index;
}

std::uint64_t parse_bytes(std::string_view text) {
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  const std::size_t power = unit.size() == 1 ? std::string_view("KMG").find(unit) + 1 : 0;
  const bool good = error == std::errc() && (unit.empty() || power != 0) && number > 0 &&
                    number <= most_bytes >> (10 * power);
  if (!good) {
    refuse(fmt::format("--max-bytes: {} is not a size from 1 to 4G-64", in_quotes(text)));
  }
  return number << (10 * power);
}

template <typename Names>
std::string one_of(std::string_view option, const std::string& value, const Names& names) {
  if (std::find(names.begin(), names.end(), value) != names.end()) return value;
  refuse(fmt::format("{}: {} is not one of {}", option, in_quotes(value), fmt::join(names, ", ")));
}

template <typename Infos>
std::vector<std::string_view> names_of(const Infos& infos) {
  std::vector<std::string_view> names;
  for (const auto& info : infos) names.push_back(info.name);
  return names;
}

template <typename Infos>
Print list_of(const Infos& infos) {
  Print print;
  for (const auto& info : infos) print.text += fmt::format("{:<12}  {}\n", info.name, info.about);
  return print;
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

Options settle(const Raw& raw) {
  static constexpr std::array<std::string_view, 4> depths = {"auto", "16", "256", "24bit"};
  static constexpr std::array<std::string_view, 2> palettes = {"classic", "colorblind"};
  static constexpr std::array<std::string_view, 3> marks = {"emoji", "ascii", "none"};
  Options options;
  const auto given = [&](std::string_view names, auto take) {
    if (const std::string* value = raw.value(names)) take(*value);
  };
  using Text = const std::string&;
  Thresholds& thresholds = options.thresholds;
  if (raw.value("-r,--replay") != nullptr) options.replay = raw.values.at("-r,--replay");
  given("--from", [&](Text v) { options.from = parse_from(v); });
  given("--choice", [&](Text v) { options.choice = parse_choice(v); });
  given("--max-bytes", [&](Text v) { options.max_bytes = parse_bytes(v); });
  given("--low", [&](Text v) { thresholds.low = parse_fraction("--low", v); });
  given("--ambiguous", [&](Text v) { thresholds.ambiguous = parse_fraction("--ambiguous", v); });
  given("--bands", [&](Text v) { parse_bands(v, thresholds.bands); });
  given("-f,--format", [&](Text v) { options.format = one_of("--format", v, names_of(views())); });
  given("-o,--output", [&](Text v) { options.output = v; });
  given("--color", [&](Text v) { options.color = parse_color(v); });
  given("--color-depth", [&](Text v) { options.color_depth = one_of("--color-depth", v, depths); });
  given("--palette", [&](Text v) { options.palette = one_of("--palette", v, palettes); });
  given("--marks", [&](Text v) { options.marks = one_of("--marks", v, marks); });
  options.only_clues = raw.flag("--only-clues");
  options.no_legend = raw.flag("--no-legend");
  options.quiet = raw.flag("-q,--quiet");
  return options;
}

/// Words that no option took: an unknown option, or a question.
void refuse_extras(const std::vector<std::string>& extras, bool replaying) {
  for (const std::string& extra : extras) {
    const std::string word = unguarded(extra);
    if (word.size() > 1 && word.front() == '-') {
      refuse(fmt::format("unknown option {}", in_quotes(word)));
    }
    refuse(replaying
               ? fmt::format("{} is a question, and --replay takes none; file names stand "
                             "right behind --replay",
                             in_quotes(word))
               : fmt::format("{}: there is nothing to ask; name saved responses with --replay",
                             in_quotes(word)));
  }
}

void refuse_second_dash(const std::vector<std::string>& files) {
  if (std::count(files.begin(), files.end(), "-") > 1) {
    refuse("--replay: standard input (-) can be read only once");
  }
}

bool takes_value(std::string_view long_name) {
  const std::span<const OptionInfo> table = option_table();
  return std::any_of(table.begin(), table.end(), [&](const OptionInfo& option) {
    return !option.value.empty() && option.names.substr(option.names.find(',') + 1) == long_name;
  });
}

/// CLI11 takes `--quiet=false`; a switch that can be given a value would need an entry in the help.
void refuse_value_of_flag(std::string_view word) {
  for (const OptionInfo& option : option_table()) {
    const std::string_view name = option.names.substr(option.names.find(',') + 1);
    const bool has_value = word.size() > name.size() && word[name.size()] == '=';
    if (option.value.empty() && has_value && word.starts_with(name)) {
      refuse(fmt::format("{} takes no value", name));
    }
  }
}

/// The words as CLI11 reads them rightly: `--name=value` as two, and brackets guarded.
std::vector<std::string> prepared(std::span<const char* const> words) {
  std::vector<std::string> result;
  bool options = true;
  for (const std::string_view word : words) {
    options = options && word != "--";
    const std::size_t equals = word.find('=');
    const bool long_one = options && word.starts_with("--") && equals != std::string_view::npos;
    const bool known = long_one && takes_value(word.substr(0, equals));
    if (known) result.emplace_back(word.substr(0, equals));
    result.push_back(guarded(known ? word.substr(equals + 1) : word));
  }
  return result;
}

/// CLI11 gives an option the next word whatever it is; a list of files does not begin with an
/// option.
void refuse_option_as_file(std::span<const char* const> words) {
  for (std::size_t i = 0; i + 1 < words.size() && std::string_view(words[i]) != "--"; ++i) {
    const std::string_view word = words[i];
    const std::string_view next = words[i + 1];
    const bool list = word == "-r" || word == "--replay";
    if (list && next.size() > 1 && next.front() == '-') refuse("--replay needs a value");
  }
}

/// Lets CLI11 sort the words by the option table; returns those that no option took.
std::vector<std::string> parse_words(std::span<const char* const> words, Raw& raw) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const OptionInfo& option : option_table()) {
    const std::string names(option.names);
    if (option.value.empty()) {
      app.add_flag(names, raw.flags[option.names]);
    } else {
      CLI::Option* const added = app.add_option(names, raw.values[option.names]);
      const bool list = option.value.ends_with("...");
      added->expected(1, list ? -1 : 1);
      if (!list) added->allow_extra_args(false);
      added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }
  std::vector<std::string> reversed = prepared(words);
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& error) {  // CLI11 knows no other way to say it
    const std::string_view what = error.what();
    refuse(fmt::format("{} needs a value", what.substr(0, what.find(':'))));
  } catch (const CLI::ParseError& error) {
    refuse(error.what());
  }
  for (auto& [names, values] : raw.values) {
    for (std::string& value : values) value = unguarded(std::move(value));
  }
  return app.remaining();
}

}  // namespace

std::variant<Options, Print> parse_command_line(std::span<const char* const> words) {
  Raw raw;
  for (const char* word : words) {
    if (std::string_view(word) == "--") break;
    refuse_value_of_flag(word);
  }
  refuse_option_as_file(words);
  const std::vector<std::string> extras = parse_words(words, raw);
  if (raw.flag("--help")) return Print{long_help()};
  if (raw.flag("-h")) return Print{short_help()};
  if (raw.flag("--version")) return Print{fmt::format("logprobs {}\n", LOGPROBS_VERSION)};
  const auto asks_for_help = [&](std::string_view names) {
    const std::string* value = raw.value(names);
    return value != nullptr && *value == "help";
  };
  if (asks_for_help("--from")) return list_of(formats());
  if (asks_for_help("-f,--format")) return list_of(views());
  const std::vector<std::string>& files = raw.values["-r,--replay"];
  refuse_extras(extras, !files.empty());
  refuse_second_dash(files);
  Options options = settle(raw);
  if (options.replay.empty()) return Print{short_help(), ExitCode::usage};
  return options;
}

}  // namespace logprobs
