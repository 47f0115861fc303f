// Where files of the program's own are.
#pragma once

#include <filesystem>
#include <string_view>

#include "system/environment.hpp"

namespace logprobs::system {

/// The folder `logprobs` in the one that `variable` names, or in `otherwise` of the home folder.
/// Empty if the environment names neither.
std::filesystem::path own_folder(const Environment& environment, std::string_view variable,
                                 std::string_view otherwise);

/// Makes a folder and those around it that are not there, for their owner alone; true if it is
/// there.
bool make_folder(const std::filesystem::path& folder);

}  // namespace logprobs::system
