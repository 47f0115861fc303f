#include "app/look.hpp"

#include "catch.hpp"

using logprobs::ColorDepth;
using logprobs::app::background_of;
using logprobs::app::resolve_color;
using logprobs::app::usual_marks;
using logprobs::cli::ColorMode;
using logprobs::system::Environment;

namespace {

constexpr ColorMode automatic = ColorMode::automatic;
constexpr ColorMode always = ColorMode::always;
constexpr ColorMode never = ColorMode::never;
constexpr ColorDepth off = ColorDepth::none;
constexpr ColorDepth attributes = ColorDepth::attributes;
constexpr ColorDepth c16 = ColorDepth::ansi16;
constexpr ColorDepth c256 = ColorDepth::ansi256;
constexpr ColorDepth rgb = ColorDepth::rgb;
constexpr std::optional<ColorDepth> unset;

using Variables = std::vector<std::pair<std::string, std::string>>;

struct Row {
  ColorMode mode;
  std::optional<ColorDepth> depth;
  Variables variables;
  bool is_terminal;
  ColorDepth expected;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    std::string variables = row.is_terminal ? "a terminal," : "a pipe,";
    for (const auto& [name, value] : row.variables) variables += ' ' + name + '=' + value;
    CAPTURE(static_cast<int>(row.mode), static_cast<int>(row.depth.value_or(off)), variables);
    CHECK(resolve_color(row.mode, row.depth, Environment(row.variables), row.is_terminal) ==
          row.expected);
  }
}

}  // namespace

TEST_CASE("auto looks at the variables in their documented order") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, unset, {xterm}, true, c16},
      {automatic, unset, {xterm}, false, off},
      {automatic, unset, {}, true, off},
      {automatic, unset, {{"TERM", ""}}, true, off},
      {automatic, unset, {{"TERM", "dumb"}}, true, off},
      {automatic, unset, {{"COLORTERM", "truecolor"}}, true, off},
      {automatic, unset, {xterm, {"CLICOLOR", "0"}}, true, off},
      {automatic, unset, {xterm, {"CLICOLOR", ""}}, true, c16},
      {automatic, unset, {xterm, {"CLICOLOR", "1"}}, true, c16},
      {automatic, unset, {xterm, {"CLICOLOR", "1"}}, false, off},
      {automatic, unset, {{"CLICOLOR_FORCE", "1"}}, false, c16},
      {automatic, unset, {{"CLICOLOR_FORCE", "yes"}, {"CLICOLOR", "0"}}, false, c16},
      {automatic, unset, {{"CLICOLOR_FORCE", "1"}, {"TERM", "dumb"}}, false, c16},
      {automatic, unset, {{"CLICOLOR_FORCE", "1"}, {"FORCE_COLOR", "0"}}, false, c16},
      {automatic, unset, {{"CLICOLOR_FORCE", "1"}, {"TERM", "x-256color"}}, false, c256},
      {automatic, unset, {xterm, {"CLICOLOR_FORCE", "0"}}, false, off},
      {automatic, unset, {xterm, {"CLICOLOR_FORCE", ""}}, false, off},
      {automatic, unset, {xterm, {"CLICOLOR_FORCE", "0"}}, true, c16},
  });
}

TEST_CASE("FORCE_COLOR is off, a depth, or on") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, unset, {xterm, {"FORCE_COLOR", "0"}}, true, off},
      {automatic, unset, {{"FORCE_COLOR", "1"}}, false, c16},
      {automatic, unset, {{"FORCE_COLOR", "2"}}, false, c256},
      {automatic, unset, {{"FORCE_COLOR", "3"}}, false, rgb},
      {automatic, unset, {{"FORCE_COLOR", ""}}, false, c16},
      {automatic, unset, {{"FORCE_COLOR", "true"}}, false, c16},
      {automatic, unset, {{"FORCE_COLOR", "1"}, {"CLICOLOR", "0"}}, false, c16},
      {automatic, unset, {{"FORCE_COLOR", "2"}, {"TERM", "dumb"}}, false, c256},
      {automatic, unset, {xterm, {"FORCE_COLOR", "perhaps"}}, false, off},
      {automatic, unset, {xterm, {"FORCE_COLOR", "perhaps"}}, true, c16},
  });
}

TEST_CASE("NO_COLOR leaves attributes where colours would be allowed") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, unset, {xterm, {"NO_COLOR", "1"}}, true, attributes},
      {automatic, unset, {xterm, {"NO_COLOR", "0"}}, true, attributes},
      {automatic, unset, {xterm, {"NO_COLOR", ""}}, true, c16},
      {automatic, unset, {xterm, {"NO_COLOR", "1"}}, false, off},
      {automatic, unset, {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, true, off},
      {automatic, unset, {xterm, {"NO_COLOR", "1"}, {"CLICOLOR", "0"}}, true, off},
      {automatic, unset, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, false, attributes},
      {automatic, unset, {{"NO_COLOR", "1"}, {"FORCE_COLOR", "3"}}, false, attributes},
      {automatic, unset, {xterm, {"NO_COLOR", "1"}, {"FORCE_COLOR", "0"}}, true, off},
      {automatic, rgb, {xterm, {"NO_COLOR", "1"}}, true, attributes},
  });
}

TEST_CASE("--color beats every variable") {
  check({
      {never, unset, {{"TERM", "xterm"}, {"CLICOLOR_FORCE", "1"}}, true, off},
      {never, rgb, {{"FORCE_COLOR", "3"}}, true, off},
      {always, unset, {}, false, c16},
      {always, unset, {{"NO_COLOR", "1"}}, false, c16},
      {always, unset, {{"TERM", "dumb"}, {"CLICOLOR", "0"}}, false, c16},
      {always, unset, {{"FORCE_COLOR", "0"}}, false, c16},
      {always, unset, {{"TERM", "xterm-256color"}}, false, c256},
      {always, unset, {{"COLORTERM", "truecolor"}}, false, rgb},
      {always, c256, {{"COLORTERM", "truecolor"}}, false, c256},
      {always, rgb, {}, false, rgb},
      {always, c16, {{"TERM", "xterm-256color"}}, false, c16},
  });
}

TEST_CASE("the depth is known from COLORTERM, then TERM") {
  const auto depth_of = [](const Variables& variables) {
    return resolve_color(always, unset, Environment(variables), false);
  };
  CHECK(depth_of({{"COLORTERM", "24bit"}, {"TERM", "xterm"}}) == rgb);
  CHECK(depth_of({{"COLORTERM", "truecolor"}, {"TERM", "xterm-256color"}}) == rgb);
  CHECK(depth_of({{"COLORTERM", "yes"}, {"TERM", "xterm-256color"}}) == c256);
  CHECK(depth_of({{"COLORTERM", "TRUECOLOR"}}) == c16);
  for (const char* term : {"xterm-kitty", "xterm-ghostty", "wezterm", "xterm-direct"}) {
    CHECK(depth_of({{"TERM", term}}) == rgb);
  }
  for (const char* term : {"screen-256", "tmux-256color"})
    CHECK(depth_of({{"TERM", term}}) == c256);
  for (const char* term : {"linux", "xterm-256colors", "vt100"}) {
    CHECK(depth_of({{"TERM", term}}) == c16);
  }
  CHECK(depth_of({{"TERM_PROGRAM", "iTerm.app"}, {"TERM_PROGRAM_VERSION", "3.4.19"}}) == rgb);
  CHECK(depth_of({{"TERM_PROGRAM", "iTerm.app"}, {"TERM_PROGRAM_VERSION", "2.9"}}) == c16);
  CHECK(depth_of({{"TERM_PROGRAM", "Apple_Terminal"}}) == c256);
}

TEST_CASE("--color-depth says how, not whether") {
  check({
      {automatic, rgb, {{"TERM", "xterm"}}, true, rgb},
      {automatic, c256, {{"TERM", "xterm"}, {"COLORTERM", "truecolor"}}, true, c256},
      {automatic, rgb, {{"TERM", "xterm"}}, false, off},
      {automatic, c16, {{"FORCE_COLOR", "3"}}, false, c16},
      {automatic, c256, {{"CLICOLOR", "0"}, {"TERM", "xterm"}}, true, off},
  });
}

TEST_CASE("marks are emoji where the terminal can show them") {
  using logprobs::Marks;
  const auto marks = [](const Variables& variables) {
    return usual_marks(Environment(variables), true);
  };
  CHECK(marks({{"LANG", "de_DE.UTF-8"}, {"TERM", "xterm"}}) == Marks::emoji);
  CHECK(marks({{"LC_ALL", "C.utf8"}}) == Marks::emoji);
  CHECK(marks({{"LC_ALL", "C"}, {"LANG", "en_US.UTF-8"}}) == Marks::ascii);
  CHECK(marks({{"LC_CTYPE", "en_US.ISO-8859-1"}}) == Marks::ascii);
  CHECK(marks({}) == Marks::ascii);
  CHECK(marks({{"LANG", "en_US.UTF-8"}, {"TERM", "linux"}}) == Marks::ascii);
  CHECK(usual_marks(Environment(Variables{}), false) == Marks::emoji);
}

TEST_CASE("COLORFGBG says by its last number what is behind the text") {
  using logprobs::Background;
  for (const char* dark : {"15;0", "7;default;0", "12;8", "0"}) {
    CHECK(background_of(dark) == Background::dark);
  }
  for (const char* light : {"0;15", "0;default;15", "0;7"}) {
    CHECK(background_of(light) == Background::light);
  }
  for (const char* other : {"", ";", "0;default", "0;16", "0;-1", "0;7x"}) {
    CHECK(background_of(other) == Background::unknown);
  }
}

TEST_CASE("a source is as wide as its name, which a kept answer's file is not") {
  constexpr int no_terminal = -1;
  logprobs::system::BackgroundQuery query;
  logprobs::cli::Options options;
  options.replay = {"a.json", "猫.json"};
  CHECK(logprobs::app::show_options(options, {}, no_terminal, query).source_width == 7);
  options.replay = {"/home/ada/.local/state/logprobs/history/20260102-030405.http"};
  options.last = 1;
  CHECK(logprobs::app::show_options(options, {}, no_terminal, query).source_width == 15);
}
