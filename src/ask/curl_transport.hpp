// make_curl_transport() with a clock, for tests that cannot wait.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// Returns the current time.
using Clock = std::function<std::chrono::steady_clock::time_point()>;

/// HTTP by libcurl; silence and --timeout are measured with `clock`.
std::unique_ptr<Transport> make_curl_transport(Clock clock);

}  // namespace logprobs::ask
