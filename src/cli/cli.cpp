#include "cli/cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "cli/contradictions.hpp"
#include "cli/make_options.hpp"
#include "cli/option_values.hpp"
#include "cli/settings.hpp"
#include "cli/show_config.hpp"
#include "cli/unknown_option.hpp"
#include "cli/version.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace logprobs::cli {
namespace {

/// CLI11 takes a word in brackets for a list; this character in front hides the bracket.
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
  std::size_t widest = 0;
  for (const auto& info : infos) widest = std::max(widest, info.name.size());
  for (const auto& info : infos) {
    print.text += fmt::format("{:<{}}  {}\n", info.name, widest, info.about);
  }
  return print;
}

/// Among words that no option took, those that look like options are unknown ones.
void refuse_unknown_options(const std::vector<std::string>& words, bool asking) {
  for (const std::string& word : words) {
    if (word.size() > 1 && word.front() == '-') refuse_unknown_option(word, asking);
  }
}

void refuse_words_of_a_question(const std::vector<std::string>& words, std::string_view mode) {
  if (words.empty()) return;
  refuse(fmt::format("{} is a question, and {} takes none{}", in_quotes(words.front()), mode,
                     mode == "--replay" ? "; file names come right after --replay" : ""));
}

void refuse_second_dash(std::string_view what, const std::vector<std::string>& words) {
  if (std::count(words.begin(), words.end(), "-") > 1) {
    refuse(fmt::format("{}: standard input (-) can be read only once", what));
  }
}

/// Whether the value may be left out.
bool is_optional(const OptionInfo& option) { return option.value.starts_with('['); }

/// Whether the word that follows such an option is its value.
bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The value of such an option where it is left out.
std::string_view value_left_out(const OptionInfo& option) {
  return option.value == "[N]" ? "1" : "screen";
}

/// Whether all words up to the next option are its values.
bool is_list(const OptionInfo& option) { return option.value == "FILE..."; }

/// The command line in a form that CLI11 reads correctly.
struct Words {
  std::vector<std::string> for_cli11;
  bool dashes = false;                    ///< there is a "--"
  std::vector<std::string> after_dashes;  ///< after it: never options
};

[[noreturn]] void refuse_missing_value(std::string_view name) {
  refuse(
      fmt::format("{} needs {}", name,
                  name == "--replay" ? "the name of a file, or - for standard input" : "a value"));
}

/// Adds the word after an option as its value: any word will do, except for a list of files.
void add_value(const OptionInfo& option, std::string_view value, std::vector<std::string>& words) {
  const bool looks_like_option = value.size() > 1 && value.front() == '-';
  if (is_list(option) && looks_like_option) refuse_missing_value(option.long_name());
  words.push_back(guarded(value));
}

/// Splits `--name=value` in two, tells values from options by their position, guards brackets, and
/// ends the options at "--".
Words prepared(std::span<const char* const> words) {
  Words result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--") {
      result.dashes = true;
      result.after_dashes.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
    const OptionInfo* const option = find_option(word.substr(0, equals));
    const bool has_value = equals != std::string_view::npos;
    if (option == nullptr) {
      if (is_long_name_after_one_dash(word)) refuse_unknown_option(word, true);
      result.for_cli11.push_back(guarded(word));
    } else if (option->value.empty()) {
      // CLI11 would accept others, but help does not offer them.
      const bool is_switched = word.ends_with("=true") || word.ends_with("=false");
      if (has_value && (!is_switched || option->is(of_one_run))) {
        refuse(fmt::format("{} takes no value", option->long_name()));
      }
      result.for_cli11.emplace_back(word);
    } else {
      result.for_cli11.emplace_back(word.substr(0, equals));
      const bool is_last = i + 1 == words.size();
      if (has_value) {
        result.for_cli11.push_back(guarded(word.substr(equals + 1)));
      } else if (is_optional(*option) &&
                 (is_last || option->value != "[N]" || !is_number(words[i + 1]))) {
        result.for_cli11.emplace_back(value_left_out(*option));
      } else if (!is_last) {
        add_value(*option, words[++i], result.for_cli11);
      }
    }
  }
  return result;
}

/// The options that CLI11 may find in these words. A short name is also part of words ("-qk5").
std::set<const OptionInfo*> options_in(const std::vector<std::string>& words) {
  std::set<const OptionInfo*> found;
  for (const OptionInfo& option : option_table()) {
    if (!option.names.starts_with("--")) found.insert(&option);
  }
  for (const std::string& word : words) found.insert(find_option(word.substr(0, word.find('='))));
  return found;
}

/// Lets CLI11 assign the words to options; returns those that no option took. It compares each
/// option with all others, so it is not told of those that are in no word.
std::vector<std::string> parse_words(std::vector<std::string> words, RawOptions& raw) {
  const std::set<const OptionInfo*> may_be = options_in(words);
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::pair<std::string_view, const CLI::Option*>> all;
  for (const OptionInfo& option : option_table()) {
    const std::string_view name = option.long_name();
    const std::string names(option.names);
    if (option.value.empty()) {
      bool& flag = raw.flags[name];
      if (may_be.contains(&option)) all.emplace_back(name, app.add_flag(names, flag));
    } else {
      std::vector<std::string>& values = raw.values[name];
      if (!may_be.contains(&option)) continue;
      CLI::Option* const added = app.add_option(names, values);
      all.emplace_back(name, added);
      added->expected(1, is_list(option) ? -1 : 1);
      if (!is_list(option)) added->allow_extra_args(false);
      added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ArgumentMismatch& error) {  // an option without its value
    const std::string_view what = error.what();
    refuse_missing_value(what.substr(0, what.find(':')));
  } catch (const CLI::ParseError& error) {
    refuse(error.what());
  }
  for (const auto& [name, option] : all) {
    if (option->count() > 0) raw.own.insert(name);
  }
  for (auto& [names, values] : raw.values) {
    for (std::string& value : values) value = unguarded(std::move(value));
  }
  std::vector<std::string> rest = app.remaining();
  for (std::string& word : rest) word = unguarded(std::move(word));
  return rest;
}

}  // namespace

std::variant<Options, Print> parse_command_line(std::span<const char* const> words,
                                                const Surroundings& around) {
  Words known = prepared(words);
  RawOptions raw;
  raw.words = parse_words(std::move(known.for_cli11), raw);
  if (raw.flag("--help")) return Print{long_help(around.columns)};
  if (raw.flag("-h")) return Print{short_help(around.columns)};
  if (raw.flag("--version")) return Print{version_text()};
  const auto asks_for_help = [&](std::string_view name) {
    const std::string* value = raw.value(name);
    return value != nullptr && *value == "help";
  };
  if (asks_for_help("--from")) return list_of(formats());
  if (asks_for_help("--format")) return list_of(views());
  const std::string_view mode = raw.instead_of_asking();
  const bool asking = mode.empty();
  refuse_unknown_options(raw.words, asking);
  raw.after_dashes = known.dashes && raw.words.empty();
  raw.words.insert(raw.words.end(), known.after_dashes.begin(), known.after_dashes.end());
  const bool may_have_words = raw.branches() && (mode == "--replay" || mode == "--last");
  if (!asking && !may_have_words) refuse_words_of_a_question(raw.words, mode);
  refuse_second_dash("--replay", raw.values.at("--replay"));
  refuse_second_dash("the question", raw.words);
  // What is installed is the same for everybody.
  if (mode == "--generate" && *raw.value("--generate") != "models") return generated(raw);
  if (!raw.flag("--show-config")) refuse_misplaced_keys(raw);  // which redacts them
  const Settings settings = load_settings(raw, around);
  if (raw.flag("--list-profiles")) return list_profiles(settings);
  add_settings(settings, around, raw);
  try {
    Options options = mode == "--generate" ? generated(raw) : make_options(raw);
    if (raw.flag("--show-config")) return show_config(raw, options, settings, around);
    return options;
  } catch (const Error& error) {
    throw at_its_place(error, raw.places());
  }
}

}  // namespace logprobs::cli
