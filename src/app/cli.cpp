#include "logprobs/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>

#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace logprobs {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw Error(ExitCode::usage, message + "; see logprobs --help");
}

/// What CLI11 collects: every value as it was written, to be judged afterwards.
struct Raw {
  std::vector<std::string> replay;
  std::string from = "auto", max_bytes = "64M";
  std::vector<std::string> choice;  // none or one
  std::string low = "0.1", ambiguous = "0.15", bands = "0.9,0.7,0.5,0.3";
  std::string format = "text", output = "-", color = "auto", color_depth = "auto";
  std::string palette = "classic", marks = "emoji";
  bool only_clues = false, no_legend = false, quiet = false;
  bool short_help = false, long_help = false, version = false;
};

/// CLI11 takes a word in brackets for a list; this mark in front of it hides the bracket.
constexpr char bracket_guard = '\x1F';

std::string guarded(std::string_view word) {
  return word.starts_with('[') ? bracket_guard + std::string(word) : std::string(word);
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

Options settle(Raw raw) {
  static constexpr std::array<std::string_view, 4> depths = {"auto", "16", "256", "24bit"};
  static constexpr std::array<std::string_view, 2> palettes = {"classic", "colorblind"};
  static constexpr std::array<std::string_view, 3> marks = {"emoji", "ascii", "none"};
  Options options;
  for (std::string& file : raw.replay) options.replay.push_back(unguarded(std::move(file)));
  std::vector<std::string_view> formats_and_auto = names_of(formats());
  formats_and_auto.push_back("auto");
  options.from = one_of("--from", raw.from, formats_and_auto);
  if (options.from == "auto") options.from.clear();
  if (!raw.choice.empty()) options.choice = parse_choice(raw.choice.back());
  options.max_bytes = parse_bytes(raw.max_bytes);
  options.format = one_of("--format", raw.format, names_of(views()));
  options.output = unguarded(std::move(raw.output));
  Thresholds& thresholds = options.thresholds;
  thresholds.low = parse_fraction("--low", raw.low);
  thresholds.ambiguous = parse_fraction("--ambiguous", raw.ambiguous);
  parse_bands(raw.bands, thresholds.bands);
  options.color = parse_color(raw.color);
  options.color_depth = one_of("--color-depth", raw.color_depth, depths);
  options.palette = one_of("--palette", raw.palette, palettes);
  options.marks = one_of("--marks", raw.marks, marks);
  options.only_clues = raw.only_clues;
  options.no_legend = raw.no_legend;
  options.quiet = raw.quiet;
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

class Parser {
 public:
  explicit Parser(Raw& raw) {
    app_.set_help_flag();
    app_.allow_extras();
    app_.add_option("-r,--replay", raw.replay)->expected(1, -1);
    value("--from", raw.from);
    value("--choice", raw.choice);
    value("--max-bytes", raw.max_bytes);
    value("--low", raw.low);
    value("--ambiguous", raw.ambiguous);
    value("--bands", raw.bands);
    value("-f,--format", raw.format);
    value("-o,--output", raw.output);
    value("--color", raw.color);
    value("--color-depth", raw.color_depth);
    value("--palette", raw.palette);
    value("--marks", raw.marks);
    app_.add_flag("--only-clues", raw.only_clues);
    app_.add_flag("--no-legend", raw.no_legend);
    app_.add_flag("-q,--quiet", raw.quiet);
    app_.add_flag("-h", raw.short_help);
    app_.add_flag("--help", raw.long_help);
    app_.add_flag("--version", raw.version);
  }

  /// The words that no option took.
  std::vector<std::string> parse(std::span<const char* const> words) {
    std::vector<std::string> reversed;
    for (const char* word : words) reversed.push_back(guarded(word));
    std::reverse(reversed.begin(), reversed.end());
    try {
      app_.parse(reversed);
    } catch (const CLI::ArgumentMismatch& error) {  // CLI11 knows no other way to say it
      const std::string_view what = error.what();
      refuse(fmt::format("{} needs a value", what.substr(0, what.find(':'))));
    } catch (const CLI::ParseError& error) {
      refuse(error.what());
    }
    return app_.remaining();
  }

 private:
  /// The last one counts where an option is given twice: people add to a command they recall.
  template <typename Text>
  void value(const std::string& names, Text& text) {
    app_.add_option(names, text)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  CLI::App app_;
};

}  // namespace

std::variant<Options, Print> parse_command_line(std::span<const char* const> words) {
  Raw raw;
  const std::vector<std::string> extras = Parser(raw).parse(words);
  if (raw.long_help) return Print{long_help()};
  if (raw.short_help) return Print{short_help()};
  if (raw.version) return Print{fmt::format("logprobs {}\n", LOGPROBS_VERSION)};
  if (raw.from == "help") return list_of(formats());
  if (raw.format == "help") return list_of(views());
  refuse_extras(extras, !raw.replay.empty());
  refuse_second_dash(raw.replay);
  Options options = settle(std::move(raw));
  if (options.replay.empty()) return Print{short_help(), ExitCode::usage};
  return options;
}

}  // namespace logprobs
