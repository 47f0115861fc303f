// Sets libcurl's options for a request: where it goes, whom it may trust, what it carries.
#pragma once

#include <memory>

#include "ask/libcurl.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::ask {

using HeaderList = std::unique_ptr<curl_slist, CurlDeleter<&Libcurl::slist_free_all>>;

/// The request's headers for libcurl, and what keeps it from adding `Expect`.
HeaderList header_list(const Request& request);

/// Throws Error{failed} if an option could not be set.
void check_option(CURLcode code);

/// Throws Error{failed}, or std::bad_alloc, if libcurl's loop itself fails.
void check_loop(CURLMcode code);

/// Waits until something comes over the network, or as `patience` says.
void wait_for_more(CURLM* multi, const Patience& patience);

/// Sets an option; throws as check_option() does.
template <typename Value>
void set_option(CURL* curl, CURLoption option, Value value) {
  check_option(libcurl().easy_setopt(curl, option, value));
}

/// Sets where the request goes and how: URL, protocols, proxy.
void set_up_connection(CURL* curl, const Request& request);

/// Sets who may receive the key: no .netrc, no headers to the proxy, certificates verified.
void set_up_trust(CURL* curl, const Request& request);

}  // namespace logprobs::ask
