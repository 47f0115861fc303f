#include "system/own_folder.hpp"

#include <sys/stat.h>

#include <system_error>

namespace logprobs::system {

namespace fs = std::filesystem;

fs::path own_folder(const Environment& environment, std::string_view variable,
                    std::string_view otherwise) {
  const fs::path named = environment.get(variable);
  if (named.is_absolute()) return named / "logprobs";
  const fs::path home = environment.get("HOME");
  return home.is_absolute() ? home / otherwise / "logprobs" : fs::path();
}

bool make_folder(const fs::path& folder) {
  constexpr mode_t folder_mode = 0700;
  std::error_code error;
  if (fs::is_directory(folder, error)) return true;
  if (!folder.has_relative_path() || !make_folder(folder.parent_path())) return false;
  return mkdir(folder.c_str(), folder_mode) == 0 || fs::is_directory(folder, error);
}

}  // namespace logprobs::system
