// What the environment and the config add to the command line.
#pragma once

#include <optional>
#include <string>

#include "cli/config.hpp"
#include "cli/make_options.hpp"

namespace logprobs::cli {

/// The config of a run, and what was chosen in it.
struct Settings {
  ConfigText text;               ///< which file it is, even if it is not there
  std::optional<Config> config;  ///< absent: there is none
  std::string profile;           ///< its name; empty: none
};

/// Reads the config that the command line names, or the one that is there anyway. Throws
/// Error{usage} for whatever is wrong with it, and for a profile that it does not have.
Settings load_settings(const RawOptions& raw, const Surroundings& around);

/// Adds the options of the profile, then those of the config for all runs, that neither the command
/// line nor the environment gives, and that the command line does not exclude.
void add_settings(const Settings& settings, const Surroundings& around, RawOptions& raw);

/// The first variable of the environment that gives an option; empty if none does.
std::string_view variable_of(const OptionInfo& option, const Surroundings& around);

/// The error with its place in front, if it begins with an option that the config sets.
Error at_its_place(const Error& error, const Places& places);

/// The names of the profiles, a line each.
Print list_profiles(const Settings& settings);

}  // namespace logprobs::cli
