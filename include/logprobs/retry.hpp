// Whether and when a failed request is sent again.
#pragma once

#include <chrono>

#include "logprobs/transport.hpp"

namespace logprobs {

/// What to do after a failed try.
struct Retry {
  bool wanted = false;                          ///< send the request again
  std::chrono::duration<double> wait{};         ///< seconds to wait before that
  std::chrono::duration<double> server_wait{};  ///< seconds the server asks for; 0: none
  bool no_quota = false;                        ///< the account's quota is used up
};

/// True for an HTTP status that may go away by itself: 408, 409, 429, 5xx.
bool is_transient(int status);

/// Decides after `retries` retries by status, problem and headers, as OpenAI's Python client
/// (3.3.1) does, except that redirects, used-up quotas, permanent problems and waits above 120 s
/// are never retried. `random`, 0 to 1, shortens a wait of our own by up to a quarter; `now` is
/// what a date in Retry-After is compared with. Throws Error{failed} if libcurl, which parses
/// dates, cannot be loaded.
Retry next_retry(const HttpResult& response, int retries, double random,
                 std::chrono::system_clock::time_point now);

}  // namespace logprobs
