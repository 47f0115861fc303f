// All options: what help says about each, and what each does.
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
                  showing_options(preset), script_options()}) {
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

}  // namespace logprobs::cli
