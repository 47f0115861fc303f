#include "libcurl.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

#include "logprobs/error.hpp"

namespace logprobs {
namespace {

#ifdef __APPLE__
constexpr const char* name = "libcurl.4.dylib";
#else
constexpr const char* name = "libcurl.so.4";
#endif

[[noreturn]] void fail() {
  const char* const reason = dlerror();
  throw Error(ExitCode::failed, fmt::format("to ask, libcurl is needed, which cannot be loaded: {}",
                                            reason != nullptr ? reason : name));
}

template <typename Function>
void find(void* library, const char* symbol, Function& function) {
  void* const address = dlsym(library, symbol);
  if (address == nullptr) fail();
  function = reinterpret_cast<Function>(address);
}

Libcurl load() {
  void* const library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail();
  Libcurl curl{};
  find(library, "curl_global_init", curl.global_init);
  find(library, "curl_global_cleanup", curl.global_cleanup);
  find(library, "curl_free", curl.free);
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_multi_init", curl.multi_init);
  find(library, "curl_multi_add_handle", curl.multi_add_handle);
  find(library, "curl_multi_remove_handle", curl.multi_remove_handle);
  find(library, "curl_multi_perform", curl.multi_perform);
  find(library, "curl_multi_poll", curl.multi_poll);
  find(library, "curl_multi_info_read", curl.multi_info_read);
  find(library, "curl_multi_cleanup", curl.multi_cleanup);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  find(library, "curl_url", curl.url);
  find(library, "curl_url_set", curl.url_set);
  find(library, "curl_url_get", curl.url_get);
  find(library, "curl_url_cleanup", curl.url_cleanup);
  return curl;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl loaded = load();
  return loaded;
}

}  // namespace logprobs
