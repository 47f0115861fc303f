#include "app/surroundings.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>

#include "logprobs/error.hpp"
#include "system/own_folder.hpp"
#include "system/small_file.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

cli::ConfigText named_config(const std::string& name) {
  cli::ConfigText config{name, system::read_if_there("--config: ", name)};
  if (config.text) return config;
  usage_error(fmt::format("--config: {} is not there; name a file that is", name));
}

/// How wide help is: as wide as where it is shown.
int help_columns(const system::Environment& environment) {
  return system::is_terminal(STDOUT_FILENO)
             ? system::terminal_width(STDOUT_FILENO, environment)
             : system::named_width(environment).value_or(cli::usual_columns);
}

}  // namespace

std::string usual_config(const system::Environment& environment) {
  const std::filesystem::path folder =
      system::own_folder(environment, "XDG_CONFIG_HOME", ".config");
  return folder.empty() ? folder : folder / "config.toml";
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
      .columns = help_columns(environment),
  };
}

}  // namespace logprobs::app
