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

/// Explains `code`, which is not CURLE_OK, when no allocation failed. `reason` is libcurl's own
/// message; `own_ca`: --cacert was given. `proxy` is who was talked to in place of the server;
/// null: nobody.
CurlFailure explain_failure(CURLcode code, std::string_view reason, bool own_ca,
                            const Proxy* proxy);

}  // namespace logprobs::ask
