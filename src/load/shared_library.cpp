#include "load/shared_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

namespace logprobs::load {
namespace {

std::string file_name(const char* name, int version) {
#ifdef __APPLE__
  return fmt::format("lib{}.{}.dylib", name, version);
#else
  return fmt::format("lib{}.so.{}", name, version);
#endif
}

std::string reason() {
  const char* const text = dlerror();
  return text != nullptr ? text : "no reason is known";
}

}  // namespace

SharedLibrary::SharedLibrary(const char* name, int version)
    : handle_(dlopen(file_name(name, version).c_str(), RTLD_NOW | RTLD_LOCAL)),
      name_(fmt::format("lib{}", name)) {
  if (handle_ == nullptr) problem_ = fmt::format("{} cannot be loaded: {}", name_, reason());
}

void* SharedLibrary::address(const char* symbol) {
  if (handle_ == nullptr) return nullptr;
  void* const found = dlsym(handle_, symbol);
  if (found == nullptr && problem_.empty()) {
    problem_ = fmt::format("{} cannot be used: {}", name_, reason());
  }
  return found;
}

}  // namespace logprobs::load
