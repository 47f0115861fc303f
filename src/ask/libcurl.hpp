// libcurl, loaded only when a question is asked. Linked, it would make every start load some thirty
// libraries, which takes longer than everything else in a replay.
#pragma once

#define CURL_DISABLE_TYPECHECK  // its macros do not work with pointers to functions
#include <curl/curl.h>

namespace logprobs::ask {

/// The functions of libcurl that are used, without their prefix "curl_".
#define LOGPROBS_LIBCURL(entry)                                                                   \
  entry(global_init) entry(global_cleanup) entry(free) entry(easy_init) entry(easy_setopt)        \
      entry(easy_getinfo) entry(easy_strerror) entry(easy_cleanup) entry(multi_init)              \
          entry(multi_add_handle) entry(multi_remove_handle) entry(multi_perform)                 \
              entry(multi_poll) entry(multi_info_read) entry(multi_strerror) entry(multi_cleanup) \
                  entry(slist_append) entry(slist_free_all) entry(url) entry(url_set)             \
                      entry(url_get) entry(url_cleanup) entry(url_strerror) entry(getdate)

struct Libcurl {
// NOLINTNEXTLINE(bugprone-macro-parentheses): it is a member's name
#define LOGPROBS_POINTER(name) decltype(&curl_##name) name;
  LOGPROBS_LIBCURL(LOGPROBS_POINTER)
#undef LOGPROBS_POINTER
};

/// Loads libcurl at the first call. Throws Error{failed} if it is not installed.
const Libcurl& libcurl();

/// A deleter that calls one of libcurl's functions.
template <auto function>
struct CurlDeleter {
  template <typename Handle>
  void operator()(Handle* handle) const {
    (libcurl().*function)(handle);
  }
};

}  // namespace logprobs::ask
