// When a request that failed is sent again.
#pragma once

#include <chrono>

#include "logprobs/transport.hpp"

namespace logprobs {

/// What to do after a try that failed.
struct Retry {
  bool wanted = false;
  std::chrono::duration<double> wait{};         ///< seconds to wait before it
  std::chrono::duration<double> server_wait{};  ///< seconds the server asks for; 0: none
  bool no_quota = false;                        ///< the account has nothing left, and waits for it
};

/// True for a status that may be another one the next time: 408, 409, 429, 5xx.
bool is_transient(int status);

/// Decides after `retries` retries as OpenAI's Python client (3.3.1) does, by status, problem and
/// headers; but a redirect, an account without quota and what lasts are not asked again. More than
/// 120 s are not waited for. `random` is from 0 to 1. Throws Error{failed} without libcurl, which
/// reads dates.
Retry next_retry(const HttpResult& response, int retries, double random,
                 std::chrono::system_clock::time_point now);

}  // namespace logprobs
