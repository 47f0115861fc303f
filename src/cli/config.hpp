// The config: a file with options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"

namespace logprobs::cli {

/// An option that a config sets.
struct Setting {
  const OptionInfo* option;
  bool is_on = false;                 ///< of an option without a value
  std::vector<std::string> values{};  ///< of any other
  std::string place{};                ///< "config.toml:3"
};

/// Options that are chosen together by --profile.
struct Profile {
  std::string name;
  std::vector<Setting> settings;
};

/// What a config says: every value is one that its option can have.
struct Config {
  std::string file;
  std::vector<Setting> settings;  ///< of all runs
  std::vector<Profile> profiles;  ///< in the file's order
};

/// Reads a config. Names of files in it are taken from the config's folder, or after "~/" from
/// `home`. Throws Error{usage}, which names a line, for anything that should not be there.
Config read_config(const ConfigText& config, std::string_view home);

/// Throws Error{usage}: there is no profile with this name. `asked_by` says in the message who
/// wants it ("--profile"), which also names the nearest.
[[noreturn]] void refuse_profile(const Config& config, std::string_view name,
                                 std::string_view asked_by);

}  // namespace logprobs::cli
