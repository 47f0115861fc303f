#include "cli/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "answers.hpp"
#include "catch.hpp"
#include "cli/cli.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/text.hpp"

using namespace logprobs;
using namespace logprobs::cli;
using logprobs::test::lines_of;

namespace {

/// What the table says about an option, by its long name.
std::string about(std::string_view name) {
  for (const OptionInfo& option : option_table()) {
    if (option.long_name() == name) return option.about;
  }
  return "no such option";
}

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string help;
  append_wrapped(help, text, indent, usual_columns);
  return help;
}

}  // namespace

TEST_CASE("the long help has every option, the short help the brief ones") {
  const std::string in_long = long_help();
  const std::string in_short = short_help();
  for (const OptionInfo& option : option_table()) {
    std::string spelled(option.long_name());
    if (!option.value.empty()) spelled += ' ' + std::string(option.value);
    CAPTURE(spelled);
    CHECK_THAT(in_long, Contains(spelled));
    const bool shown = in_short.find("  " + spelled) != std::string::npos ||
                       in_short.find(", " + spelled) != std::string::npos;
    CHECK(shown == option.is(brief));
  }
}

TEST_CASE("the long help documents every exit code") {
  for (const ExitCodeInfo& info : exit_codes()) {
    CHECK_THAT(long_help(), Contains(std::to_string(static_cast<int>(info.code)) + "  " +
                                     std::string(info.about) + "\n"));
  }
}

TEST_CASE("help fits 100 columns, ends its lines, and has no blanks at their ends") {
  for (const std::string& help : {long_help(), short_help(), long_help(1000), short_help(1000)}) {
    CHECK(help.ends_with('\n'));
    for (const std::string& line : lines_of(help)) {
      CAPTURE(line);
      CHECK(display_width(line) <= 100);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}

TEST_CASE("help fits a narrow terminal, but for words that are wider") {
  for (const int columns : {40, 60, 71, 72, 79, 80, 99}) {
    for (const std::string& line : lines_of(long_help(columns))) {
      CAPTURE(columns, line);
      const bool has_spaces = line.find(' ', line.find_first_not_of(' ')) != std::string::npos;
      const bool is_example = line.starts_with("  logprobs ") || line.starts_with("  tail ");
      const bool is_usage = Contains("logprobs [OPTIONS]").match(line);
      if (has_spaces && !is_example && !is_usage) CHECK(display_width(line) <= columns);
    }
  }
  CHECK(long_help(10) == long_help(40));
}

TEST_CASE("help shows the defaults that hold") {
  const Options options;
  const Connection& connection = options.ask.connection;
  const Thresholds& thresholds = options.thresholds;
  const auto ends = [](std::string_view name, const auto& value) {
    return about(name).ends_with(fmt::format("({})", value));
  };
  CHECK(ends("--top-logprobs", options.ask.question.top_logprobs));
  CHECK(ends("--choices", options.ask.question.choices));
  CHECK(ends("--timeout", connection.timeout));
  CHECK(ends("--connect-timeout", connection.connect_timeout));
  CHECK(ends("--retries", connection.retries));
  CHECK(ends("--low", thresholds.low));
  CHECK(ends("--ambiguous", thresholds.ambiguous));
  CHECK(ends("--bands", fmt::format("{}", fmt::join(thresholds.bands, ","))));
  CHECK_THAT(about("--max-bytes"), Contains(fmt::format("({}M;", options.max_bytes >> 20)));
  CHECK_THAT(about("--model"), Contains(std::string(default_model)));
  CHECK_THAT(about("--base-url"), Contains(std::string(default_base_url)));
  CHECK(options.max_bytes == ReadOptions().max_bytes);
}

TEST_CASE("help lists the values an option can have, and marks the default") {
  CHECK_THAT(about("--format"), Contains(": " + Options().format + " (the default), "));
  for (const ViewInfo& view : views()) {
    CHECK_THAT(about("--format"), Contains(std::string(view.name)));
  }
  CHECK(about("--color") == "whether to use colours: auto (the default), always or never");
  CHECK(about("--color-depth") == "how many colours: auto (the default), 16, 256 or 24bit");
  CHECK(about("--palette") == "which colours: classic (the default) or colorblind");
  CHECK(
      about("--marks") ==
      "what shows clues: emoji (🔀 🎯, the default where a terminal can show them), ascii ({~} {!}), "
      "lines (wavy and dashed underlines, on a terminal and in svg) or none");
}

TEST_CASE("text is wrapped between words") {
  CHECK(wrapped("one", 90) == "one\n");
  CHECK(wrapped("one two three", 92) == "one two\n" + std::string(92, ' ') + "three\n");
}

TEST_CASE("a word that is longer than a line has one of its own") {
  const std::string word(101, 'w');
  CHECK(wrapped(word, 0) == word + "\n");
  CHECK(wrapped("a " + word + " b", 0) == "a\n" + word + "\nb\n");
}
