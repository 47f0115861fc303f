#include <fmt/format.h>

#include <set>

#include "catch.hpp"
#include "cli/cli.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

std::vector<std::string> names_of(const OptionInfo& option) {
  const std::size_t comma = option.names.find(',');
  if (comma == std::string_view::npos) return {std::string(option.names)};
  return {std::string(option.names.substr(0, comma)), std::string(option.names.substr(comma + 1))};
}

/// A value that the option accepts.
std::string sample_value(const OptionInfo& option) {
  const std::string name = names_of(option).back();
  if (name == "--branch") return "2:1";
  if (name == "--continue") return "auto";
  if (name == "--explore") return "lines";
  if (name == "--from" || name == "--color" || name == "--color-depth") return "auto";
  if (name == "--format") return "json";
  if (name == "--generate") return "man";
  if (name == "--background") return "dark";
  if (name == "--bars") return "none";
  if (name == "--palette") return "classic";
  if (name == "--marks") return "none";
  if (name == "--param") return "x=1";
  if (name == "--fail-on") return "low";
  if (name == "--layout") return "forward";
  if (name == "--worst-by") return "clues";
  if (name == "--by") return "model";
  if (name == "--shard") return "1/2";
  if (name == "--rating") return "1-5";
  if (name == "--enum") return "/a=b,c";
  if (name == "--min-field") return "/a=0.5";
  if (name == "--rating-field") return "/a";
  if (name == "--bands") return "0.9,0.7,0.5,0.3";
  return "1";
}

bool is_of_stats(std::string_view name) {
  return name == "--truth" || name == "--by" || name.starts_with("--worst");
}

}  // namespace

TEST_CASE("the command line knows every name of the table") {
  for (const OptionInfo& option : option_table()) {
    for (const std::string& name : names_of(option)) {
      CAPTURE(name);
      const std::string value = sample_value(option);
      // A value that may be absent is one only right after the name.
      const bool may_lack_value = option.value.starts_with('[');
      const std::string joined = name + (name.starts_with("--") ? "=" : "") + value;
      std::vector<const char*> words = {may_lack_value ? joined.c_str() : name.c_str()};
      if (!option.value.empty() && !may_lack_value) words.push_back(value.c_str());
      const bool alone =
          name == "--last" || name == "--history" || name == "--merge" || name == "--generate";
      if (name == "--expect") words.insert(words.end(), {"--labels", "0,1"});
      if (name == "--rating-field") words.insert(words.end(), {"--rating", "1-5"});
      if (name == "--rating-after") words.insert(words.end(), {"--rating", "1-5"});
      if (is_of_stats(name)) words.insert(words.end(), {"-f", "stats"});
      if (name == "--branch" || name == "--what-if") {
        words.insert(words.end(), {"--base-url", "http://127.0.0.1"});
      }
      if (!option.for_asking() && !alone) words.insert(words.end(), {"-r", "x"});
      const auto config = [](auto) { return ConfigText{"c", "[profile.1]"}; };
      CHECK_NOTHROW(parse_command_line(words, {.config = config}));
    }
  }
}

TEST_CASE("an option with a value must have one") {
  for (const OptionInfo& option : option_table()) {
    if (option.value.empty() || option.value.starts_with('[')) continue;
    const std::string name = names_of(option).back();
    const std::vector<const char*> words = {name.c_str()};
    CAPTURE(name);
    CHECK_THROWS_AS(parse_command_line(words), Error);
  }
}

TEST_CASE("names are unique, groups are together, every option has help") {
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

TEST_CASE("a preset is what help says, and a value that its option can have") {
  for (const OptionInfo& option : option_table()) {
    if (option.preset.empty()) continue;
    CAPTURE(option.names);
    // Help names these two elsewhere, or in words.
    const bool is_told = option.long_name() != "--api-key-env" && option.long_name() != "--output";
    if (is_told) CHECK_THAT(option.about, Contains(option.preset));
    Options options;
    if (option.apply != nullptr) {
      CHECK_NOTHROW(option.apply(options, {option.long_name(), option.preset}));
    }
  }
}

TEST_CASE("an option with named values takes each of them, and says so in its help") {
  std::size_t count = 0;
  for (const OptionInfo& option : option_table()) {
    for (const cli::Choice& choice : option.choices) {
      CAPTURE(option.long_name(), choice.name);
      const std::string joined = fmt::format("{}={}", option.long_name(), choice.name);
      std::vector<const char*> words = {joined.c_str()};
      if (option.long_name() != "--generate") words.insert(words.end(), {"-r", "x"});
      if (is_of_stats(option.long_name())) words.insert(words.end(), {"-f", "stats"});
      CHECK_NOTHROW(parse_command_line(words));
      ++count;
    }
    if (option.choices.empty() || option.value.starts_with('[')) continue;
    const std::string other = fmt::format("{}=other", option.long_name());
    const std::vector<const char*> words = {other.c_str(), "-r", "x"};
    CHECK_THROWS_AS(parse_command_line(words), Error);
  }
  CHECK(count > 60);
}
