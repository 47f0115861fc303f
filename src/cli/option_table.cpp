// All options: what help says about each, and what each does.
#include <algorithm>
#include <array>

#include "cli/option_groups.hpp"

namespace logprobs::cli {
namespace {

OptionRows all_options() {
  const Options preset;
  OptionRows all;
  for (OptionRows& part :
       std::array{asking_options(preset.ask.question), connection_options(preset.ask.connection),
                  branching_options(preset.branches), reading_options(preset),
                  showing_options(preset), script_options(), general_options()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

bool OptionInfo::for_asking() const {
  return group == cli::group::asking || group == cli::group::connection;
}

std::span<const OptionInfo> option_table() {
  static const OptionRows table = all_options();
  return table;
}

const OptionInfo* find_option(std::string_view name) {
  const std::span<const OptionInfo> table = option_table();
  const auto found = std::find_if(table.begin(), table.end(), [&](const OptionInfo& option) {
    return name == option.long_name() || name == option.names.substr(0, option.names.find(','));
  });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace logprobs::cli
