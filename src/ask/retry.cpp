// When to ask again, as OpenAI's Python client (3.3) decides it.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <optional>

#include "libcurl.hpp"
#include "logprobs/ask.hpp"
#include "secrets.hpp"

namespace logprobs {
namespace {

using Seconds = std::chrono::duration<double>;
using Time = std::chrono::system_clock::time_point;

constexpr Seconds first_wait{0.5};
constexpr Seconds longest_own_wait{8};
constexpr Seconds longest_asked_wait{120};
constexpr double jitter = 0.25;  // the most that is taken off a wait of our own

std::optional<double> number_in(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  double value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last) return std::nullopt;
  return value;
}

/// From now to an HTTP date, in any of its three forms (RFC 9110, 5.6.7).
std::optional<double> seconds_until(const std::string& date, Time now) {
  const std::time_t time = libcurl().getdate(date.c_str(), nullptr);
  if (time == -1) return std::nullopt;
  return Seconds(std::chrono::system_clock::from_time_t(time) - now).count();
}

/// How long the server asks to wait; 0 where it says nothing that makes sense.
Seconds asked_wait(const ResponseHeaders& headers, Time now) {
  std::optional<double> seconds = number_in(headers.retry_after_ms);
  if (seconds) *seconds /= 1000;
  if (!seconds) seconds = number_in(headers.retry_after);
  if (!seconds && !headers.retry_after.empty()) seconds = seconds_until(headers.retry_after, now);
  return Seconds(seconds && std::isfinite(*seconds) ? std::max(*seconds, 0.0) : 0.0);
}

/// Doubled each time, and up to a quarter shorter, so that not all come back at once.
Seconds own_wait(int retries, double random) {
  const Seconds wait = std::min(first_wait * std::ldexp(1.0, retries), longest_own_wait);
  return wait * (1 - jitter * random);
}

bool may_pass(const Response& response) {
  if (response.status == 0 || response.status / 100 == 2) {
    return !response.problem.empty() && !response.lasting;
  }
  const int status = response.status;
  if (status / 100 == 3 || lacks_money(response)) return false;
  const std::string wish = lower_case(response.headers.should_retry);
  if (wish == "true" || wish == "false") return wish == "true";
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

}  // namespace

bool lacks_money(const Response& response) {
  return response.error_body.find(no_money) != std::string::npos;
}

Retry retry_after(const Response& response, int retries, double random, Time now) {
  if (!may_pass(response)) return {};
  const Seconds asked = asked_wait(response.headers, now);
  if (asked > longest_asked_wait) return {false, {}, asked};
  return {true, asked > Seconds(0) ? asked : own_wait(retries, random), asked};
}

}  // namespace logprobs
