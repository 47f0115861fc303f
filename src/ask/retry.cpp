#include "logprobs/retry.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>

#include "ask/libcurl.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

using Seconds = std::chrono::duration<double>;
using Time = std::chrono::system_clock::time_point;

constexpr Seconds first_wait{0.5};
constexpr Seconds longest_own_wait{8};
constexpr Seconds longest_server_wait{120};
constexpr double jitter = 0.25;  // the largest share by which our own waits are shortened

/// The time from now to an HTTP date, in any of the three forms (RFC 9110, 5.6.7).
std::optional<double> seconds_until(const std::string& date, Time now) {
  constexpr std::time_t year_10000 = 253402300800;  // HTTP dates have four-digit years
  const std::time_t time = ask::libcurl().getdate(date.c_str(), nullptr);
  if (time == -1 || time >= year_10000) return std::nullopt;
  return static_cast<double>(time) - Seconds(now.time_since_epoch()).count();
}

/// How long the server asks us to wait; 0 if it says nothing sensible.
Seconds server_wait(const ResponseHeaders& headers, Time now) {
  std::optional<double> seconds = parse_double(headers.retry_after_ms);
  if (seconds) *seconds /= 1000;
  if (!seconds) seconds = parse_double(headers.retry_after);
  if (!seconds && !headers.retry_after.empty()) seconds = seconds_until(headers.retry_after, now);
  return Seconds(seconds && std::isfinite(*seconds) ? std::max(*seconds, 0.0) : 0.0);
}

/// Doubles each time, minus up to a quarter so that clients do not all return at once.
Seconds own_wait(int retries, double random) {
  const Seconds wait = std::min(first_wait * std::ldexp(1.0, retries), longest_own_wait);
  return wait * (1 - jitter * random);
}

/// True for OpenAI's 429 that no wait cures; the word is its code or its type.
bool lacks_quota(const HttpResult& response) {
  return response.status == 429 &&
         response.error_body.find("insufficient_quota") != std::string::npos;
}

bool may_succeed_later(const HttpResult& response) {
  if (!is_refused(response)) return !response.problem.empty() && !response.permanent;
  if (response.status / 100 == 3) return false;
  const std::string wish = lower_case(response.headers.should_retry);
  return wish == "true" || (wish != "false" && is_transient(response.status));
}

}  // namespace

bool is_transient(int status) {
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

Retry next_retry(const HttpResult& response, int retries, double random, Time now) {
  if (lacks_quota(response)) return {.no_quota = true};
  const bool may_change = is_refused(response) && is_transient(response.status);
  const bool again = may_succeed_later(response);
  const Seconds asked = may_change || again ? server_wait(response.headers, now) : Seconds(0);
  if (!again || asked > longest_server_wait) return {.server_wait = asked};
  return {true, asked > Seconds(0) ? asked : own_wait(retries, random), asked};
}

}  // namespace logprobs
