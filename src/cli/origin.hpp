// Where options come from that the command line does not have.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace logprobs::cli {

/// Where in the config an option is set.
struct Origin {
  std::string place;    ///< "config.toml:3"
  std::string profile;  ///< the profile that has it; empty: it is for all runs
};

/// The places of options in the config, by their long names.
using Places = std::map<std::string, std::string, std::less<>>;

}  // namespace logprobs::cli
