#include "cli/unknown_key.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ask/secrets.hpp"
#include "cli/secret_values.hpp"
#include "cli/unknown_option.hpp"
#include "text/edit_distance.hpp"

namespace logprobs::cli {
namespace {

/// "--color never" as `color = "never"`, and "--quiet" as `quiet`. Sentences stay.
std::string as_key(const std::string& words) {
  const std::size_t space = std::min(words.find(' '), words.size());
  const OptionInfo* const option = find_option(words.substr(0, space));
  if (option == nullptr) return words;
  const std::string key(option->long_name().substr(2));
  if (space == words.size()) return key;
  const bool is_sentence = words.find(' ', space + 1) != std::string::npos;
  return is_sentence ? words : fmt::format("{} = \"{}\"", key, words.substr(space + 1));
}

}  // namespace

const OptionInfo* option_of_key(std::string_view key) {
  const OptionInfo* const option = find_option(fmt::format("--{}", key));
  return option == nullptr || option->is(of_one_run) ? nullptr : option;
}

std::string unknown_key(const TomlNode& member) {
  const std::string quoted = name_in_quotes(member.name);
  const OptionInfo* const of_command_line = find_option("--" + member.name);
  if (of_command_line != nullptr && !member.name.empty()) {
    return fmt::format(
        "{} says what a single run does, so it is for the command line alone: "
        "remove it here",
        member.name);
  }
  const std::string meant = meant_by((member.name.size() == 1 ? "-" : "--") + member.name);
  const bool is_known = find_option(meant) != nullptr && !member.name.empty();
  if (ask::sounds_secret(member.name) && !is_known) {
    return fmt::format(
        "{}: no secret belongs here: put a key into OPENAI_API_KEY, or name a file (api-key-file) "
        "or "
        "another variable (api-key-env)",
        quoted);
  }
  const std::string unknown = "unknown key " + quoted;
  if (text::edit_distance(member.name, "profile") <= 2) {
    return unknown + "; a profile is written [profile.NAME]";
  }
  if (member.type == TomlType::table) {
    return fmt::format("unknown table {}; a profile is written [profile.NAME]", quoted);
  }
  if (meant.empty()) return unknown + "; keys are the long options, see logprobs --help";
  if (meant.front() != '-') return fmt::format("{}: {}", unknown, meant);
  return fmt::format("{}; did you mean {}?", unknown, as_key(meant));
}

}  // namespace logprobs::cli
