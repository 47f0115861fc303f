// What libcurl's error codes mean to the user.
#pragma once

#include <string>
#include <string_view>

#include "ask/libcurl.hpp"
#include "ask/proxy.hpp"

namespace logprobs::ask {

/// Why a transfer failed.
struct CurlFailure {
  std::string problem;     ///< a phrase without secrets
  std::string remedy;      ///< what to do about it, a phrase; empty if unknown
  bool permanent = false;  ///< another try would fail in the same way
};

/// True if libcurl says that memory is out. Before 8.6 it also says so of a header, or of a chunked
/// body's trailer, above its limit.
bool is_out_of_memory(CURLcode code, std::string_view reason);

/// Explains `code`, which is not CURLE_OK, when no allocation failed. `reason` is libcurl's own
/// message, `os_error` the errno of a connection that failed. `proxy` is who was talked to in place
/// of the server; null: nobody.
CurlFailure explain_failure(CURLcode code, std::string_view reason, long os_error,
                            const Request& request, const Proxy* proxy);

}  // namespace logprobs::ask
