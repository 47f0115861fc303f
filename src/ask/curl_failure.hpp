// What libcurl's error codes mean to the user.
#pragma once

#include <string>
#include <string_view>

#include "ask/libcurl.hpp"

namespace logprobs::ask {

/// The remedy where a proxy is at fault.
inline constexpr std::string_view check_proxy =
    "check --proxy, or the proxy that the environment names";

/// Why a transfer failed.
struct CurlFailure {
  std::string problem;     ///< a phrase without secrets
  std::string remedy;      ///< what to do about it, a phrase; empty if unknown
  bool permanent = false;  ///< another try would fail in the same way
};

/// Explains `code`, which is not CURLE_OK. `reason` is libcurl's own message; `own_ca`: --cacert
/// was given.
CurlFailure explain_failure(CURLcode code, std::string_view reason, bool own_ca);

}  // namespace logprobs::ask
