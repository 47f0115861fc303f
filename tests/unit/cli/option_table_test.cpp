#include <set>

#include "answers.hpp"
#include "catch.hpp"
#include "cli/cli.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

using namespace logprobs;
using namespace logprobs::cli;
using logprobs::test::lines_of;

namespace {

std::vector<std::string> names_of(const OptionInfo& option) {
  const std::size_t comma = option.names.find(',');
  if (comma == std::string_view::npos) return {std::string(option.names)};
  return {std::string(option.names.substr(0, comma)), std::string(option.names.substr(comma + 1))};
}

/// A value that every option with one takes.
std::string sample_value(const OptionInfo& option) {
  const std::string name = names_of(option).back();
  if (name == "--from" || name == "--color" || name == "--color-depth") return "auto";
  if (name == "--format") return "json";
  if (name == "--palette") return "classic";
  if (name == "--marks") return "none";
  if (name == "--param") return "x=1";
  if (name == "--fail-on") return "low";
  if (name == "--bands") return "0.9,0.7,0.5,0.3";
  return "1";
}

}  // namespace

TEST_CASE("the command line knows every name of the table") {
  for (const OptionInfo& option : option_table()) {
    for (const std::string& name : names_of(option)) {
      CAPTURE(name);
      const std::string value = sample_value(option);
      std::vector<const char*> words = {name.c_str()};
      if (!option.value.empty()) words.push_back(value.c_str());
      CHECK_NOTHROW(parse_command_line(words));
    }
  }
}

TEST_CASE("an option with a value misses it when it has none") {
  for (const OptionInfo& option : option_table()) {
    if (option.value.empty()) continue;
    const std::string name = names_of(option).back();
    const std::vector<const char*> words = {name.c_str()};
    CAPTURE(name);
    CHECK_THROWS_AS(parse_command_line(words), Error);
  }
}

TEST_CASE("names are told once, groups stand together, every option says something") {
  std::set<std::string> names;
  std::set<std::string_view> groups;
  std::string_view group;
  for (const OptionInfo& option : option_table()) {
    for (const std::string& name : names_of(option)) CHECK(names.insert(name).second);
    CHECK_FALSE(option.about.empty());
    if (option.group != group) CHECK(groups.insert(option.group).second);
    group = option.group;
  }
}

TEST_CASE("the long help has every option, the short help the brief ones") {
  const std::string in_long = long_help();
  const std::string in_short = short_help();
  for (const OptionInfo& option : option_table()) {
    std::string spelled = names_of(option).back();
    if (!option.value.empty()) spelled += ' ' + std::string(option.value);
    CAPTURE(spelled);
    CHECK_THAT(in_long, Contains(spelled));
    const bool shown = in_short.find("  " + spelled) != std::string::npos ||
                       in_short.find(", " + spelled) != std::string::npos;
    CHECK(shown == option.brief);
  }
}

TEST_CASE("the long help documents every exit code") {
  for (const ExitCodeInfo& info : exit_codes()) {
    CHECK_THAT(long_help(), Contains(std::to_string(static_cast<int>(info.code)) + "  " +
                                     std::string(info.about) + "\n"));
  }
}

TEST_CASE("help fits 100 columns, ends its lines, and has no blanks at their ends") {
  for (const std::string& help : {long_help(), short_help()}) {
    CHECK(help.ends_with('\n'));
    for (const std::string& line : lines_of(help)) {
      CAPTURE(line);
      CHECK(display_width(line) <= 100);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}
