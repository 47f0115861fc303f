// What libcurl's codes mean to the one who asked.
#pragma once

#include <string>
#include <string_view>

#include "ask/libcurl.hpp"

namespace logprobs::ask {

inline constexpr std::string_view check_proxy =
    "check --proxy, or the proxy that the environment names";

struct CurlFailure {
  std::string problem;     ///< a phrase without secrets
  std::string remedy;      ///< what to do about it, a phrase; empty: nothing is known
  bool permanent = false;  ///< it will be the same at the next try
};

/// `reason` is libcurl's own; `own_ca`: --cacert was given.
CurlFailure read_failure(CURLcode code, std::string_view reason, bool own_ca);

}  // namespace logprobs::ask
