// The models that servers have, as they said last: for completion, which asks nobody.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "system/environment.hpp"

namespace logprobs::app {

/// The folder of these lists: $XDG_CACHE_HOME/logprobs, or that in ~/.cache. Empty if the
/// environment names neither.
std::filesystem::path known_models_folder(const system::Environment& environment);

/// Keeps the list of the server with this base URL, in a file of its own that only its owner can
/// read, and removes lists that are too old. Only names are kept that mean nothing to a shell.
/// Where it cannot be kept, nothing happens.
void keep_models(const std::filesystem::path& folder, const std::string& base_url,
                 const std::vector<std::string>& names, std::filesystem::file_time_type now);

/// That list, if it is not older than a day.
std::vector<std::string> known_models(const std::filesystem::path& folder,
                                      const std::string& base_url,
                                      std::filesystem::file_time_type now);

}  // namespace logprobs::app
