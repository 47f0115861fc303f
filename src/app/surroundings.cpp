#include "app/surroundings.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>

#include "logprobs/error.hpp"
#include "system/small_file.hpp"

namespace logprobs::app {
namespace {

cli::ConfigText named_config(const std::string& name) {
  cli::ConfigText config{name, system::read_if_there("--config: ", name)};
  if (config.text) return config;
  usage_error(fmt::format("--config: {} is not there; name a file that is", name));
}

}  // namespace

std::string usual_config(const system::Environment& environment) {
  namespace fs = std::filesystem;
  fs::path folder = environment.get("XDG_CONFIG_HOME");
  if (!folder.is_absolute()) {
    const fs::path home = environment.get("HOME");
    if (!home.is_absolute()) return {};
    folder = home / ".config";
  }
  return folder / "logprobs" / "config.toml";
}

cli::Surroundings surroundings(const system::Environment& environment) {
  std::optional<cli::ConfigText> known;
  return {
      .variable = [&environment](std::string_view name) { return environment.get(name); },
      .config =
          [&environment, known](const std::string* name) mutable {
            if (known) return *known;
            known =
                name == nullptr ? cli::ConfigText{usual_config(environment)} : named_config(*name);
            if (name == nullptr && !known->name.empty()) {
              known->text = system::read_if_there("", known->name);
            }
            return *known;
          },
  };
}

}  // namespace logprobs::app
