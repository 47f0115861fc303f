#include "cli/config.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "cli/config_values.hpp"
#include "cli/make_options.hpp"
#include "cli/option_values.hpp"
#include "cli/rivals.hpp"
#include "cli/secret_values.hpp"
#include "cli/toml.hpp"
#include "cli/unknown_key.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "text/edit_distance.hpp"

namespace logprobs::cli {
namespace {

constexpr std::string_view table_of_profiles = "profile";

/// What is said of a whole file.
struct File {
  const ConfigText& config;
  Folders folders;

  std::string place(std::size_t line) const { return fmt::format("{}:{}", config.name, line); }
  [[noreturn]] void refuse(std::size_t line, std::string_view what) const {
    usage_error(fmt::format("{}: {}", place(line), what));
  }
};

/// The folder of a file, with a slash at its end; empty for the current folder, and for an open
/// descriptor, which is in none.
std::string folder_of(std::string_view file) {
  const std::string_view folder = file.substr(0, file.rfind('/') + 1);
  return std::string(folder.starts_with("/dev/") ? "" : folder);
}

/// An option's sentence about its value, as a key's.
std::string_view without_dashes(std::string_view sentence) {
  return sentence.substr(sentence.starts_with("--") ? 2 : 0);
}

/// Refuses what the option itself would refuse on the command line.
void check_arguments(const Setting& setting, Options& scratch) {
  const OptionInfo& option = *setting.option;
  for (const std::string& value : setting.values) {
    const Argument argument{key_of(option), value};
    if (option.long_name() == "--from") parse_from(argument, false);
    if (option.long_name() == "--model" && value == "help") {
      refuse("model: “help” lists models, and is for the command line alone");
    }
    if (option.long_name() == "--header" && !value.starts_with('@')) parse_header("header", value);
    if (option.apply != nullptr) option.apply(scratch, argument);
  }
}

Setting read_setting(const File& file, const OptionInfo& option, const TomlNode& member,
                     Options& scratch) {
  Setting setting{&option};
  setting.place = file.place(member.line);
  try {
    if (!option.value.empty()) {
      setting.values = arguments_of(option, member, file.folders);
      check_arguments(setting, scratch);
      return setting;
    }
  } catch (const Error& error) {
    file.refuse(member.line, without_dashes(error.what()));
  }
  if (member.type != TomlType::boolean) {
    file.refuse(member.line, fmt::format("{} needs true or false, and not {}", member.name,
                                         name_of(member.type)));
  }
  setting.is_on = member.text == "true";
  return setting;
}

/// The table's options, each of which may be there once.
std::vector<Setting> read_settings(const File& file, const std::vector<TomlNode>& members) {
  std::vector<Setting> settings;
  Options scratch;
  for (const TomlNode& member : members) {
    const OptionInfo* const option = option_of_key(member.name);
    if (option == nullptr) file.refuse(member.line, unknown_key(member));
    settings.push_back(read_setting(file, *option, member, scratch));
    for (const Setting& other : settings) {
      if (!are_rivals(other.option->long_name(), option->long_name())) continue;
      file.refuse(member.line,
                  fmt::format("{} and {}: one is enough", key_of(*other.option), key_of(*option)));
    }
  }
  return settings;
}

bool is_good_name(std::string_view name) {
  return !name.empty() && name.front() != '-' && visible(name) == name && !looks_like_key(name) &&
         name.find_first_of(" \t\n\"'\\") == std::string_view::npos;
}

Profile read_profile(const File& file, const TomlNode& member) {
  if (member.type != TomlType::table) {
    file.refuse(member.line, fmt::format("profile.{} is {}: a profile is a table, [profile.{}]",
                                         member.name, name_of(member.type), member.name));
  }
  if (!is_good_name(member.name)) {
    file.refuse(
        member.line,
        fmt::format("{} is no name for a profile: it is empty, has a space, a quote or a character "
                    "that is not seen, begins with a dash, or looks like a key",
                    name_in_quotes(member.name)));
  }
  return {member.name, read_settings(file, member.members)};
}

std::string nearest(const Config& config, std::string_view name) {
  std::string_view best;
  std::size_t least = name.size() / 3 + 2;
  for (const Profile& profile : config.profiles) {
    const std::size_t distance = text::edit_distance(name, profile.name);
    if (distance >= least) continue;
    least = distance;
    best = profile.name;
  }
  return std::string(best);
}

}  // namespace

Config read_config(const ConfigText& config, std::string_view home) {
  const std::string folder = folder_of(config.name);
  const File file{config, {folder, home}};
  TomlNode root = read_toml(config.name, *config.text);
  TomlNode profiles;
  const auto found =
      std::find_if(root.members.begin(), root.members.end(),
                   [](const TomlNode& member) { return member.name == table_of_profiles; });
  if (found != root.members.end()) {
    profiles = std::move(*found);
    root.members.erase(found);
  }
  Config result{config.name, read_settings(file, root.members), {}};
  if (profiles.type != TomlType::table) {
    file.refuse(profiles.line, fmt::format("profile is {}: it holds the profiles, each a table "
                                           "[profile.NAME]",
                                           name_of(profiles.type)));
  }
  for (const TomlNode& member : profiles.members) {
    result.profiles.push_back(read_profile(file, member));
  }
  return result;
}

void refuse_profile(const Config& config, std::string_view name, std::string_view asked_by) {
  const std::string unknown =
      fmt::format("{}: {} has no profile {}", asked_by, config.file, name_in_quotes(name));
  if (config.profiles.empty()) usage_error(fmt::format("{}; add [profile.NAME] to it", unknown));
  const std::string near = nearest(config, name);
  if (!near.empty()) usage_error(fmt::format("{}; did you mean {}?", unknown, near));
  usage_error(fmt::format("{}; --list-profiles names those that it has", unknown));
}

}  // namespace logprobs::cli
