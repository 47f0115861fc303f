#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/counting_words.hpp"
#include "cli/option_values.hpp"
#include "cli/rivals.hpp"
#include "cli/secret_values.hpp"

namespace logprobs::cli {
namespace {

using Names = std::set<std::string_view>;

/// True if options that come first leave no room for this one.
bool excludes(const Names& first, std::string_view name) {
  const bool has_labels = first.contains("--labels");
  return (name == "--expect" && has_labels) ||  // it may be none of them
         std::any_of(first.begin(), first.end(), [&](std::string_view given) {
           return given == name || are_rivals(given, name);
         });
}

/// Adds settings that come after all that `raw` has.
void add_layer(const std::vector<Setting>& settings, const std::string& profile,
               const Surroundings& around, RawOptions& raw) {
  Names first = raw.own;
  for (const auto& [name, origin] : raw.origins) first.insert(name);
  for (const Setting& setting : settings) {
    const std::string_view name = setting.option->long_name();
    if (excludes(first, name) || !variable_of(*setting.option, around).empty()) continue;
    raw.origins[name] = {setting.place, profile};
    if (setting.option->value.empty()) {
      raw.flags[name] = setting.is_on;
    } else {
      raw.values[name] = setting.values;
    }
  }
}

/// Takes back what the config says of an option.
void drop(std::string_view name, RawOptions& raw) {
  if (raw.origins.erase(name) == 0) return;
  if (raw.values.contains(name)) raw.values[name].clear();
  if (raw.flags.contains(name)) raw.flags[name] = false;
}

/// Whoever writes an option for all runs does not think of what each run is about: where that
/// excludes the option, it is as if the config did not have it.
void drop_excluded(RawOptions& raw) {
  const std::string_view mode = raw.instead_of_asking();
  if (mode.empty()) {
    for (const std::string_view name : options_of_files) drop(name, raw);
    for (const std::string_view name : options_of_logits) drop(name, raw);
  }
  if (mode == "--merge") {  // the runs that counted say how
    for (const OptionInfo& option : option_table()) {
      if (decides_count(option)) drop(option.long_name(), raw);
    }
  }
  if (raw.is_own("--explore")) {
    drop("--format", raw);
    drop("--quiet", raw);
  }
  const auto has = [&](std::string_view name) { return raw.value(name) != nullptr; };
  const bool goes_on =
      has("--branch") || raw.flag("--what-if") || (!mode.empty() && raw.branches());
  if (goes_on && has("--continue") && *raw.value("--continue") == "off") drop("--continue", raw);
  if (raw.flag("--what-if") && has("--format") && !shows_what_if(*raw.value("--format"))) {
    drop("--format", raw);
  }
}

/// The profile that was named, by an option or a variable.
const Profile* chosen(const Settings& settings) {
  const auto& profiles = settings.config->profiles;
  const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const Profile& profile) {
    return profile.name == settings.profile;
  });
  return found == profiles.end() ? nullptr : &*found;
}

}  // namespace

std::string_view variable_of(const OptionInfo& option, const Surroundings& around) {
  if (option.variables.empty()) return {};
  for (const std::string_view name : split(option.variables)) {
    if (!around.variable(name).empty()) return name;
  }
  return {};
}

Settings load_settings(const RawOptions& raw, const Surroundings& around) {
  const std::string* const file = raw.value("--config");
  const std::string* const profile = raw.value("--profile");
  const bool has_none = raw.flag("--no-config");
  if (has_none && file != nullptr) refuse("--config and --no-config: leave one out");
  if (has_none && profile != nullptr) refuse("--profile needs a config: leave out --no-config");
  if (file != nullptr) parse_name({"--config", *file});
  Settings settings;
  if (has_none) return settings;
  std::string_view asked_by = "--profile";
  if (profile != nullptr) {
    settings.profile = parse_name({asked_by, *profile});
  } else {
    asked_by = variable_of(*find_option("--profile"), around);
    if (!asked_by.empty()) settings.profile = around.variable(asked_by);
  }
  settings.text = around.config(file);
  if (settings.text.text) {
    settings.config = read_config(settings.text, around.variable("HOME"));
  }
  if (raw.flag("--list-profiles") || settings.profile.empty()) return settings;
  if (!settings.config) {
    usage_error(fmt::format("{}: there is no profile {}, for {} is not there", asked_by,
                            name_in_quotes(settings.profile),
                            settings.text.name.empty() ? "a config" : settings.text.name));
  }
  if (chosen(settings) == nullptr) refuse_profile(*settings.config, settings.profile, asked_by);
  return settings;
}

void add_settings(const Settings& settings, const Surroundings& around, RawOptions& raw) {
  if (!settings.config) return;
  if (const Profile* profile = chosen(settings)) {
    add_layer(profile->settings, profile->name, around, raw);
  }
  add_layer(settings.config->settings, "", around, raw);
  drop_excluded(raw);
}

Error at_its_place(const Error& error, const Places& places) {
  const std::string_view what = error.what();
  const auto place = places.find(what.substr(0, what.find_first_of(": ")));
  if (error.code != ExitCode::usage || place == places.end()) return error;
  return {error.code, fmt::format("{}: {}", place->second, what)};
}

Print list_profiles(const Settings& settings) {
  Print print;
  const std::string& file = settings.text.name;
  if (!settings.config) {
    print.note = file.empty() ? "there is no config" : fmt::format("{} is not there", file);
    return print;
  }
  for (const Profile& profile : settings.config->profiles) print.text += profile.name + "\n";
  if (print.text.empty()) print.note = fmt::format("{} has no [profile.NAME]", file);
  return print;
}

}  // namespace logprobs::cli
