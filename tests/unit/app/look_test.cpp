#include "app/look.hpp"

#include "catch.hpp"

using logprobs::ColorDepth;
using logprobs::app::resolve_color;
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

using Variables = std::vector<std::pair<std::string, std::string>>;

struct Row {
  ColorMode mode;
  std::string depth;
  Variables variables;
  bool is_terminal;
  ColorDepth expected;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    std::string variables = row.is_terminal ? "a terminal," : "a pipe,";
    for (const auto& [name, value] : row.variables) variables += ' ' + name + '=' + value;
    CAPTURE(static_cast<int>(row.mode), row.depth, variables);
    CHECK(resolve_color(row.mode, row.depth, Environment(row.variables), row.is_terminal) ==
          row.expected);
  }
}

}  // namespace

TEST_CASE("auto asks the variables in the order of the contract") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, "auto", {xterm}, true, c16},
      {automatic, "auto", {xterm}, false, off},
      {automatic, "auto", {}, true, off},
      {automatic, "auto", {{"TERM", ""}}, true, off},
      {automatic, "auto", {{"TERM", "dumb"}}, true, off},
      {automatic, "auto", {{"COLORTERM", "truecolor"}}, true, off},
      {automatic, "auto", {xterm, {"CLICOLOR", "0"}}, true, off},
      {automatic, "auto", {xterm, {"CLICOLOR", ""}}, true, c16},
      {automatic, "auto", {xterm, {"CLICOLOR", "1"}}, true, c16},
      {automatic, "auto", {xterm, {"CLICOLOR", "1"}}, false, off},
      {automatic, "auto", {{"CLICOLOR_FORCE", "1"}}, false, c16},
      {automatic, "auto", {{"CLICOLOR_FORCE", "yes"}, {"CLICOLOR", "0"}}, false, c16},
      {automatic, "auto", {{"CLICOLOR_FORCE", "1"}, {"TERM", "dumb"}}, false, c16},
      {automatic, "auto", {{"CLICOLOR_FORCE", "1"}, {"FORCE_COLOR", "0"}}, false, c16},
      {automatic, "auto", {{"CLICOLOR_FORCE", "1"}, {"TERM", "x-256color"}}, false, c256},
      {automatic, "auto", {xterm, {"CLICOLOR_FORCE", "0"}}, false, off},
      {automatic, "auto", {xterm, {"CLICOLOR_FORCE", ""}}, false, off},
      {automatic, "auto", {xterm, {"CLICOLOR_FORCE", "0"}}, true, c16},
  });
}

TEST_CASE("FORCE_COLOR is off, a depth, or on") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, "auto", {xterm, {"FORCE_COLOR", "0"}}, true, off},
      {automatic, "auto", {{"FORCE_COLOR", "1"}}, false, c16},
      {automatic, "auto", {{"FORCE_COLOR", "2"}}, false, c256},
      {automatic, "auto", {{"FORCE_COLOR", "3"}}, false, rgb},
      {automatic, "auto", {{"FORCE_COLOR", ""}}, false, c16},
      {automatic, "auto", {{"FORCE_COLOR", "true"}}, false, c16},
      {automatic, "auto", {{"FORCE_COLOR", "1"}, {"CLICOLOR", "0"}}, false, c16},
      {automatic, "auto", {{"FORCE_COLOR", "2"}, {"TERM", "dumb"}}, false, c256},
      {automatic, "auto", {xterm, {"FORCE_COLOR", "perhaps"}}, false, off},
      {automatic, "auto", {xterm, {"FORCE_COLOR", "perhaps"}}, true, c16},
  });
}

TEST_CASE("NO_COLOR leaves attributes where colour would be allowed") {
  const std::pair<std::string, std::string> xterm = {"TERM", "xterm"};
  check({
      {automatic, "auto", {xterm, {"NO_COLOR", "1"}}, true, attributes},
      {automatic, "auto", {xterm, {"NO_COLOR", "0"}}, true, attributes},
      {automatic, "auto", {xterm, {"NO_COLOR", ""}}, true, c16},
      {automatic, "auto", {xterm, {"NO_COLOR", "1"}}, false, off},
      {automatic, "auto", {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, true, off},
      {automatic, "auto", {xterm, {"NO_COLOR", "1"}, {"CLICOLOR", "0"}}, true, off},
      {automatic, "auto", {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, false, attributes},
      {automatic, "auto", {{"NO_COLOR", "1"}, {"FORCE_COLOR", "3"}}, false, attributes},
      {automatic, "auto", {xterm, {"NO_COLOR", "1"}, {"FORCE_COLOR", "0"}}, true, off},
      {automatic, "24bit", {xterm, {"NO_COLOR", "1"}}, true, attributes},
  });
}

TEST_CASE("--color beats every variable") {
  check({
      {never, "auto", {{"TERM", "xterm"}, {"CLICOLOR_FORCE", "1"}}, true, off},
      {never, "24bit", {{"FORCE_COLOR", "3"}}, true, off},
      {always, "auto", {}, false, c16},
      {always, "auto", {{"NO_COLOR", "1"}}, false, c16},
      {always, "auto", {{"TERM", "dumb"}, {"CLICOLOR", "0"}}, false, c16},
      {always, "auto", {{"FORCE_COLOR", "0"}}, false, c16},
      {always, "auto", {{"TERM", "xterm-256color"}}, false, c256},
      {always, "auto", {{"COLORTERM", "truecolor"}}, false, rgb},
      {always, "256", {{"COLORTERM", "truecolor"}}, false, c256},
      {always, "24bit", {}, false, rgb},
      {always, "16", {{"TERM", "xterm-256color"}}, false, c16},
  });
}

TEST_CASE("the depth is known from COLORTERM, then TERM") {
  const auto depth_of = [](const Variables& variables) {
    return resolve_color(always, "auto", Environment(variables), false);
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
      {automatic, "24bit", {{"TERM", "xterm"}}, true, rgb},
      {automatic, "256", {{"TERM", "xterm"}, {"COLORTERM", "truecolor"}}, true, c256},
      {automatic, "24bit", {{"TERM", "xterm"}}, false, off},
      {automatic, "16", {{"FORCE_COLOR", "3"}}, false, c16},
      {automatic, "256", {{"CLICOLOR", "0"}, {"TERM", "xterm"}}, true, off},
  });
}
