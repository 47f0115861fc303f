#include "app/example.hpp"

#include <filesystem>

namespace logprobs::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* in_project = "examples/poland-long.json";
constexpr const char* installed = "share/doc/logprobs/examples/poland-long.json";

/// Relative if it is below the current folder.
std::string typed(const fs::path& file) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path relative = error ? file : file.lexically_relative(here);
  return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

}  // namespace

std::string shipped_example() {
  constexpr int levels = 4;  // build/logprobs, build/dev/logprobs and the like
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (int level = 0; level < levels && folder.has_relative_path(); ++level) {
    for (const char* const place : {installed, in_project}) {
      if (fs::exists(folder / place, error)) return typed(folder / place);
    }
    folder = folder.parent_path();
  }
  return in_project;
}

}  // namespace logprobs::app
