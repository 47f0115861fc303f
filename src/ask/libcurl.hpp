// libcurl, loaded when something is asked. To link it would cost every start, a replay's too, the
// loading of some thirty libraries: four to eight times as long as all the rest.
#pragma once

#define CURL_DISABLE_TYPECHECK  // its macros do not know pointers to functions
#include <curl/curl.h>

namespace logprobs {

/// The functions of libcurl that are used, by their names there without "curl_".
struct Libcurl {
  decltype(&curl_global_init) global_init;
  decltype(&curl_global_cleanup) global_cleanup;
  decltype(&curl_free) free;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_multi_init) multi_init;
  decltype(&curl_multi_add_handle) multi_add_handle;
  decltype(&curl_multi_remove_handle) multi_remove_handle;
  decltype(&curl_multi_perform) multi_perform;
  decltype(&curl_multi_poll) multi_poll;
  decltype(&curl_multi_info_read) multi_info_read;
  decltype(&curl_multi_cleanup) multi_cleanup;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
  decltype(&curl_url) url;
  decltype(&curl_url_set) url_set;
  decltype(&curl_url_get) url_get;
  decltype(&curl_url_cleanup) url_cleanup;
};

/// Loads it at the first call. Throws Error{failed} where it is not installed.
const Libcurl& libcurl();

}  // namespace logprobs
