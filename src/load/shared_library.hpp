// Loads shared libraries that few runs need. Linked, they would slow down the start of every run.
#pragma once

#include <string>

namespace logprobs::load {

/// A shared library, loaded while the program runs and never unloaded.
class SharedLibrary {
 public:
  /// Loads version `version` of lib`name`, such as libz.so.1.
  SharedLibrary(const char* name, int version);
  /// Sets `function` to the library's function `symbol`; null if it has none.
  template <typename Function>
  void find(const char* symbol, Function& function) {
    function = reinterpret_cast<Function>(address(symbol));
  }
  /// Why it cannot be used, as a phrase: "libz cannot be loaded: ..."; empty if it can.
  const std::string& problem() const { return problem_; }

 private:
  void* address(const char* symbol);
  void* handle_ = nullptr;
  std::string name_;
  std::string problem_;
};

}  // namespace logprobs::load
