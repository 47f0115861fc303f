#include "logprobs/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "logprobs/read.hpp"
#include "logprobs/show.hpp"
#include "option_values.hpp"
#include "settle.hpp"

namespace logprobs {
namespace {

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

template <typename Infos>
Print list_of(const Infos& infos) {
  Print print;
  for (const auto& info : infos) print.text += fmt::format("{:<12}  {}\n", info.name, info.about);
  return print;
}

/// No option took these words: what looks like an option is unknown.
void refuse_unknown_options(const std::vector<std::string>& words, bool asking) {
  for (const std::string& word : words) {
    if (word.size() < 2 || word.front() != '-') continue;
    refuse(fmt::format("unknown option {}{}", in_quotes(word),
                       asking ? " (put -- before a question whose words begin with a dash)" : ""));
  }
}

void refuse_words_of_a_question(const std::vector<std::string>& words) {
  if (words.empty()) return;
  refuse(
      fmt::format("{} is a question, and --replay takes none; file names stand right behind "
                  "--replay",
                  in_quotes(words.front())));
}

void refuse_second_dash(std::string_view what, const std::vector<std::string>& words) {
  if (std::count(words.begin(), words.end(), "-") > 1) {
    refuse(fmt::format("{}: standard input (-) can be read only once", what));
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
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    const bool long_one = word.starts_with("--") && equals != std::string_view::npos;
    const bool known = long_one && takes_value(word.substr(0, equals));
    if (known) result.emplace_back(word.substr(0, equals));
    result.push_back(guarded(known ? word.substr(equals + 1) : word));
  }
  return result;
}

/// CLI11 gives an option the next word whatever it is; a list of files does not begin with an
/// option.
void refuse_option_as_file(std::span<const char* const> words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
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
  std::vector<std::string> rest = app.remaining();
  for (std::string& word : rest) word = unguarded(std::move(word));
  return rest;
}

}  // namespace

std::variant<Options, Print> parse_command_line(std::span<const char* const> words) {
  // What stands behind "--" is never an option, so CLI11 does not see it.
  const auto dashes = std::find(words.begin(), words.end(), std::string_view("--"));
  const auto before = words.first(static_cast<std::size_t>(dashes - words.begin()));
  for (const char* word : before) refuse_value_of_flag(word);
  refuse_option_as_file(before);
  Raw raw;
  raw.words = parse_words(before, raw);
  if (raw.flag("--help")) return Print{long_help()};
  if (raw.flag("-h")) return Print{short_help()};
  if (raw.flag("--version")) return Print{fmt::format("logprobs {}\n", version())};
  const auto asks_for_help = [&](std::string_view names) {
    const std::string* value = raw.value(names);
    return value != nullptr && *value == "help";
  };
  if (asks_for_help("--from")) return list_of(formats());
  if (asks_for_help("-f,--format")) return list_of(views());
  const bool asking = raw.value("-r,--replay") == nullptr;
  refuse_unknown_options(raw.words, asking);
  if (dashes != words.end()) raw.words.insert(raw.words.end(), dashes + 1, words.end());
  if (!asking) refuse_words_of_a_question(raw.words);
  refuse_second_dash("--replay", raw.all("-r,--replay"));
  refuse_second_dash("the question", raw.words);
  return settle(raw);
}

}  // namespace logprobs
