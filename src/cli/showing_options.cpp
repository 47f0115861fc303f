// The options of how answers are shown.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <optional>

#include "cli/option_groups.hpp"
#include "logprobs/show.hpp"

namespace logprobs::cli {
namespace {

using Arg = Argument;

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
constexpr std::array<Named<bool>, 2> bars = {{{"blocks", true}, {"none", false}}};
constexpr std::array<Named<ClueSigns>, 4> marks = {
    {{"emoji", {Marks::emoji}, "🔀 🎯, the default where a terminal can show them"},
     {"ascii", {Marks::ascii}, "{~} {!}"},
     {"lines", {.lines = true}, "wavy and dashed underlines, on a terminal and in svg"},
     {"none", {Marks::none}}}};
constexpr std::array<Named<Explore>, 2> ways_to_explore = {
    {{"screen", Explore::screen, "the full screen"},
     {"lines", Explore::lines, "a line at a time"}}};
constexpr std::array<Named<GroupBy>, 4> groups = {
    {{"model", GroupBy::model},
     {"finish_reason", GroupBy::finish_reason},
     {"format", GroupBy::format},
     {"custom_id-prefix", GroupBy::custom_id_prefix, "the id without the number at its end"}}};
constexpr std::array<Named<WorstBy>, 3> worst = {
    {{"perplexity", WorstBy::perplexity},
     {"probability", WorstBy::probability, "the lowest of a token"},
     {"clues", WorstBy::clues, "the share of tokens with one"}}};

std::string list_of_views(std::string_view preset) {
  std::vector<std::string> names;
  for (const ViewInfo& view : views()) {
    names.push_back(fmt::format("{}{}", view.name, view.name == preset ? " (the default)" : ""));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

OptionRows showing_options(const Options& preset) {
  using namespace group;
  return {
      {shown,
       "-f,--format",
       "NAME",
       fmt::format("how answers are shown: {}; help lists them", list_of_views(preset.format)),
       [](Options& o, Arg a) { o.format = one_of(a, names_of(views())); },
       brief,
       preset.format,
       {},
       and_help(choices_of(views()))},
      {shown, "-o,--output", "FILE", "write there, whole or not at all; - is standard output",
       [](Options& o, Arg a) { o.output = a.text; }, brief | of_one_run, preset.output},
      {shown,
       "--color",
       "WHEN",
       fmt::format("whether to use colours: {}", listed(color_modes, preset.color)),
       [](Options& o, Arg a) { o.color = parse_named(a, color_modes); },
       brief,
       name_in(color_modes, preset.color),
       {},
       choices_of(color_modes)},
      {shown,
       "--color-depth",
       "DEPTH",
       fmt::format("how many colours: {}", listed(color_depths, preset.color_depth)),
       [](Options& o, Arg a) { o.color_depth = parse_named(a, color_depths); },
       0,
       name_in(color_depths, preset.color_depth),
       {},
       choices_of(color_depths)},
      {shown,
       "--palette",
       "NAME",
       fmt::format("which colours: {}", listed(palettes, preset.palette)),
       [](Options& o, Arg a) { o.palette = parse_named(a, palettes); },
       0,
       name_in(palettes, preset.palette),
       {},
       choices_of(palettes)},
      {shown,
       "--background",
       "KIND",
       fmt::format("the terminal's background: {}", listed(backgrounds, preset.background)),
       [](Options& o, Arg a) { o.background = parse_named(a, backgrounds); },
       0,
       name_in(backgrounds, preset.background),
       {},
       choices_of(backgrounds)},
      {shown,
       "--marks",
       "KIND",
       fmt::format("what shows clues: {}", listed(marks, preset.signs)),
       [](Options& o, Arg a) { o.signs = parse_named(a, marks); },
       0,
       {},
       {},
       choices_of(marks)},
      {shown, "--only-clues", "", "in table, chart, csv, tsv, html: only tokens with a clue",
       [](Options& o, Arg) { o.only_clues = true; }},
      {shown, "--show-field", "KEY",
       "in places, summary, csv, tsv, json, markdown, html: also a value around the response, by "
       "its name (trace_id; the nearest is shown) or JSON Pointer (/meta/user); may be repeated. "
       "Where "
       "there is none, the response's own is shown and, for question, what was asked",
       [](Options& o, Arg a) { add_key(a, o.show_fields); }, repeats},
      {shown, "--worst", "N", "stats: list the N worst answers (10)",
       [](Options& o, Arg a) {
         o.stats.worst =
             static_cast<std::size_t>(parse_whole(a, "a number (0, 1, 2, ...)", 0, 1000));
       },
       0, text_of(preset.stats.worst)},
      {shown,
       "--worst-by",
       "NAME",
       fmt::format("stats: what the worst answers are found by: {}",
                   listed(worst, preset.stats.worst_by)),
       [](Options& o, Arg a) { o.stats.worst_by = parse_named(a, worst); },
       0,
       name_in(worst, preset.stats.worst_by),
       {},
       choices_of(worst)},
      {shown,
       "--by",
       "NAME",
       fmt::format("stats: also of each group: {}", listed(groups, preset.stats.group_by)),
       [](Options& o, Arg a) { o.stats.group_by = parse_named(a, groups); },
       0,
       {},
       {},
       choices_of(groups)},
      {shown, "--truth", "FILE",
       "stats: also how well the probabilities tell which answers are correct; JSON Lines or CSV "
       "with custom_id and correct (true, false, 1, 0)",
       [](Options& o, Arg a) { o.truth = parse_name(a); }, of_one_run},
      {shown, "--partial", "",
       "stats: write what was counted, for --merge; whatever the answers say, the exit status is 0 "
       "if all files could be read",
       [](Options& o, Arg) { o.partial = true; }, of_one_run},
      {shown,
       "-i,--explore",
       "[WAY]",
       "walk through answers on a full screen, and ask what if; =lines: by a line at a time",
       [](Options& o, Arg a) { o.explore = parse_named(a, ways_to_explore); },
       brief | of_one_run,
       {},
       {},
       choices_of(ways_to_explore)},
      {shown, "--open", "",
       "html, stats-html: show the page in the browser, as FILE of -o or a temporary file",
       [](Options& o, Arg) { o.open = true; }, of_one_run},
      {shown, "--fragment", "", "html: the painted answer alone, to paste into a page",
       [](Options& o, Arg) { o.fragment = true; }, of_one_run},
      {shown, "--show-prompt", "", "also the prompt's tokens, where the response tells them apart",
       [](Options& o, Arg) { o.show_prompt = true; }},
      {shown, "--show-reasoning", "",
       "also the reasoning's tokens, where the response tells them apart",
       [](Options& o, Arg) { o.show_reasoning = true; }},
      {shown, "--width", "N",
       "the columns of the output (the terminal's, or COLUMNS; 80 in svg); with it summary and "
       "places are aligned in a pipe too",
       [](Options& o, Arg a) {
         o.width = static_cast<int>(parse_whole(a, "a number of columns (1, 2, ...)", 1, many));
       }},
      {shown,
       "--bars",
       "KIND",
       fmt::format("what bars are made of: {}", listed(bars, preset.bars)),
       [](Options& o, Arg a) { o.bars = parse_named(a, bars); },
       0,
       name_in(bars, preset.bars),
       {},
       choices_of(bars)},
      {shown, "--no-wrap", "", "do not break an answer's lines to fit the terminal",
       [](Options& o, Arg) { o.no_wrap = true; }},
      {shown, "--no-legend", "", "leave out the legend",
       [](Options& o, Arg) { o.no_legend = true; }},
      {shown, "-q,--quiet", "",
       "leave out legend, summary line, headings and warnings, never errors",
       [](Options& o, Arg) { o.quiet = true; }, brief},
  };
}

}  // namespace logprobs::cli
