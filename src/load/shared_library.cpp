#include "load/shared_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

namespace logprobs::load {
namespace {

std::string reason() {
  const char* const text = dlerror();
  return text != nullptr ? text : "no reason is known";
}

/// Whether a library is not there, by the words of the GNU and the macOS loader, and of musl's.
bool is_absent(const std::string& reason) {
  return reason.find("o such file") != std::string::npos ||
         reason.starts_with("Error loading shared library");
}

}  // namespace

SharedLibrary::SharedLibrary(const Loadable& library) : library_(library) {
  bool absent = true;
  std::string usual_reason;
  for (const char* const file : library.files) {
    handle_ = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) return;
    const std::string why = reason();
    if (usual_reason.empty() || (absent && !is_absent(why))) usual_reason = why;
    absent = absent && is_absent(why);
  }
  problem_ = fmt::format("{} cannot be loaded: {}", library.name, usual_reason);
  if (absent) problem_ += fmt::format("; it is in the package {}", library.packages);
}

void* SharedLibrary::address(const char* symbol) {
  if (handle_ == nullptr) return nullptr;
  void* const found = dlsym(handle_, symbol);
  if (found == nullptr && problem_.empty()) {
    problem_ = fmt::format("{} cannot be used: {}", library_.name, reason());
  }
  return found;
}

std::string version_of(const Loadable& library, std::string& problem) {
  SharedLibrary loaded(library);
  const char* (*version)() = nullptr;
  loaded.find(library.version_function, version);
  problem = loaded.problem();
  return version != nullptr ? version() : "";
}

}  // namespace logprobs::load
