// Loads shared libraries that few runs need. Linked, they would slow down the start of every run.
#pragma once

#include <string>

#include "load/loadable.hpp"

namespace logprobs::load {

/// A shared library, loaded while the program runs and never unloaded.
class SharedLibrary {
 public:
  /// Loads the first file of `library` that can be loaded.
  explicit SharedLibrary(const Loadable& library);
  /// Sets `function` to the library's function `symbol`; null if it has none.
  template <typename Function>
  void find(const char* symbol, Function& function) {
    function = reinterpret_cast<Function>(address(symbol));
  }
  /// Why it cannot be used, as a phrase that says what to install: "zlib cannot be loaded: ...";
  /// empty if it can.
  const std::string& problem() const { return problem_; }

 private:
  void* address(const char* symbol);
  Loadable library_;
  void* handle_ = nullptr;
  std::string problem_;
};

/// What `library` says about its version; if it cannot be used, `problem` says why.
std::string version_of(const Loadable& library, std::string& problem);

}  // namespace logprobs::load
