#include "ask/libcurl.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

#include "logprobs/error.hpp"

namespace logprobs::ask {
namespace {

#ifdef __APPLE__
constexpr const char* library_name = "libcurl.4.dylib";
#else
constexpr const char* library_name = "libcurl.so.4";
#endif

[[noreturn]] void fail() {
  const char* const reason = dlerror();
  throw Error(ExitCode::failed, fmt::format("asking needs libcurl, which cannot be loaded: {}",
                                            reason != nullptr ? reason : library_name));
}

template <typename Function>
void find(void* library, const char* symbol, Function& function) {
  void* const address = dlsym(library, symbol);
  if (address == nullptr) fail();
  function = reinterpret_cast<Function>(address);
}

Libcurl load() {
  void* const library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail();
  Libcurl curl{};
#define LOGPROBS_FIND(name) find(library, "curl_" #name, curl.name);
  LOGPROBS_LIBCURL(LOGPROBS_FIND)
#undef LOGPROBS_FIND
  return curl;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl loaded = load();
  return loaded;
}

}  // namespace logprobs::ask
