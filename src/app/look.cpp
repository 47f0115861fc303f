#include "app/look.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <string>

#include "app/source.hpp"
#include "logprobs/text.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

bool is_24_bit_iterm(const system::Environment& environment) {
  if (environment.get("TERM_PROGRAM") != "iTerm.app") return false;
  const std::string_view version = environment.get("TERM_PROGRAM_VERSION");
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  return major >= 3;
}

/// What the terminal says about itself; unset if it says nothing.
std::optional<ColorDepth> known_depth(const system::Environment& environment) {
  static constexpr std::array<std::string_view, 3> rgb_terms = {"xterm-kitty", "xterm-ghostty",
                                                                "wezterm"};
  const std::string_view color_term = environment.get("COLORTERM");
  const std::string_view term = environment.get("TERM");
  if (color_term == "truecolor" || color_term == "24bit") return ColorDepth::rgb;
  if (std::find(rgb_terms.begin(), rgb_terms.end(), term) != rgb_terms.end() ||
      term.ends_with("-direct") || is_24_bit_iterm(environment)) {
    return ColorDepth::rgb;
  }
  if (environment.get("TERM_PROGRAM") == "Apple_Terminal") return ColorDepth::ansi256;
  if (term.ends_with("-256color") || term.ends_with("-256")) return ColorDepth::ansi256;
  return std::nullopt;
}

/// The depth that FORCE_COLOR asks for (chalk's convention); unset for other values.
std::optional<ColorDepth> forced_depth(const system::Environment& environment) {
  if (!environment.has("FORCE_COLOR")) return std::nullopt;
  const std::string_view value = environment.get("FORCE_COLOR");
  if (value.empty() || value == "true")
    return known_depth(environment).value_or(ColorDepth::ansi16);
  if (value == "1") return ColorDepth::ansi16;
  if (value == "0" || value == "false") return ColorDepth::none;
  if (value == "2") return ColorDepth::ansi256;
  const bool number = value.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? std::optional(ColorDepth::rgb) : std::nullopt;
}

/// The depth of `--color=auto` before NO_COLOR is looked at.
ColorDepth automatic_depth(const system::Environment& environment, bool is_terminal) {
  const ColorDepth known = known_depth(environment).value_or(ColorDepth::ansi16);
  const std::string_view force = environment.get("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return known;
  if (const std::optional<ColorDepth> forced = forced_depth(environment)) return *forced;
  if (environment.get("CLICOLOR") == "0") return ColorDepth::none;
  const std::string_view term = environment.get("TERM");
  if (term.empty() || term == "dumb" || !is_terminal) return ColorDepth::none;
  return known;
}

/// Whether the view has colours that the background decides.
bool paints(const ShowOptions& show, std::string_view format) {
  constexpr std::array<std::string_view, 5> painted = {"text", "table", "chart", "summary",
                                                       "places"};
  return show.terminal && show.depth > ColorDepth::attributes &&
         std::find(painted.begin(), painted.end(), format) != painted.end();
}

/// Whether what is typed is read, and so must be echoed.
bool reads_terminal(const cli::Options& options) {
  const auto names_input = [](const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), "-") != words.end();
  };
  return system::is_terminal(STDIN_FILENO) &&
         (names_input(options.ask.words) || names_input(options.replay));
}

/// In cells; 0 where nothing limits it.
int width_of(const cli::Options& options, const system::Environment& environment, bool is_terminal,
             int descriptor) {
  if (options.width) return *options.width;
  if (is_terminal) return system::terminal_width(descriptor, environment);
  return system::named_width(environment).value_or(0);
}

Background find_background(const ShowOptions& show, const cli::Options& options,
                           const system::Environment& environment, int descriptor,
                           system::BackgroundQuery& query) {
  constexpr std::chrono::milliseconds most{100};
  if (options.background) return *options.background;
  if (!paints(show, options.format)) return Background::unknown;
  const Background known = background_of(environment.get("COLORFGBG"));
  // The Linux console cannot be asked. Where standard input is a pipe, a program at its other end
  // may be asking the terminal for a password just now, and would take the answer for it.
  const bool can_ask = environment.get("TERM") != "linux" && system::is_terminal(STDIN_FILENO) &&
                       !reads_terminal(options);
  if (known != Background::unknown || !can_ask) return known;
  const std::optional<bool> dark = query.is_dark(descriptor, most);
  if (!dark) return Background::unknown;
  return *dark ? Background::dark : Background::light;
}

}  // namespace

Background background_of(std::string_view color_fg_bg) {
  const std::string_view last = color_fg_bg.substr(color_fg_bg.find_last_of(';') + 1);
  int number = -1;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), number);
  if (error != std::errc() || end != last.data() + last.size()) return Background::unknown;
  if (number < 0 || number > 15) return Background::unknown;
  constexpr int white = 7, grey = 8;
  return number < white || number == grey ? Background::dark : Background::light;
}

Marks usual_marks(const system::Environment& environment, bool is_terminal) {
  if (!is_terminal) return Marks::emoji;
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (locale.empty()) locale = environment.get(name);
  }
  std::transform(locale.begin(), locale.end(), locale.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool has_emoji =
      locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  return has_emoji && environment.get("TERM") != "linux" ? Marks::emoji : Marks::ascii;
}

ColorDepth resolve_color(cli::ColorMode mode, std::optional<ColorDepth> depth,
                         const system::Environment& environment, bool is_terminal) {
  if (mode == cli::ColorMode::never) return ColorDepth::none;
  if (mode == cli::ColorMode::always) {
    return depth.value_or(known_depth(environment).value_or(ColorDepth::ansi16));
  }
  const ColorDepth automatic = automatic_depth(environment, is_terminal);
  if (automatic == ColorDepth::none) return ColorDepth::none;
  if (!environment.get("NO_COLOR").empty()) return ColorDepth::attributes;
  return depth.value_or(automatic);
}

ShowOptions show_options(const cli::Options& options, const system::Environment& environment,
                         int descriptor, system::BackgroundQuery& query) {
  ShowOptions show;
  show.terminal = system::is_terminal(descriptor);
  show.depth = resolve_color(options.color, options.color_depth, environment, show.terminal);
  show.palette = options.palette;
  show.background = find_background(show, options, environment, descriptor, query);
  show.marks = options.signs.marks.value_or(usual_marks(environment, show.terminal));
  show.lines = options.signs.lines;
  show.width = width_of(options, environment, show.terminal, descriptor);
  for (const std::string& source : options.replay) {
    show.source_width =
        std::max(show.source_width, display_width(visible(source_name(source, options))));
  }
  show.aligned = show.terminal || options.width;
  show.bars = options.bars;
  show.wrap = !options.no_wrap && (show.terminal || options.width || options.format == "svg");
  show.legend = !options.no_legend;
  show.quiet = options.quiet;
  show.fields = options.show_fields;
  show.stats = options.stats;
  show.fragment = options.fragment;
  show.only_clues = options.only_clues;
  show.several_sources = options.replay.size() > 1;
  show.one_choice = options.choice.has_value();
  show.sought = options.sought;
  show.thresholds = options.thresholds;
  return show;
}

}  // namespace logprobs::app
