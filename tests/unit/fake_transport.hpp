// A transport without a network: it plays what it was given and records what it was asked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "logprobs/transport.hpp"

namespace logprobs::test {

struct FakeTransport : Transport {
  static constexpr int most_idle = 100;

  std::vector<HttpResult> failures;   ///< of the first requests, one each
  std::vector<std::string> pieces{};  ///< of the body of a 2xx answer
  HttpResult response{.status = 200};
  std::vector<Request> requests{};      ///< as they were sent
  std::size_t taken = 0;                ///< pieces that the sink wanted more after
  std::chrono::milliseconds silence{};  ///< told behind the last piece
  std::function<void()> idle{};         ///< time passes: called as often as the sink waits
  int idled = 0;

  HttpResult send(const Request& request, Sink& sink) override {
    requests.push_back(request);
    const bool fails = requests.size() <= failures.size();
    const HttpResult& next = fails ? failures[requests.size() - 1] : response;
    if (next.status != 0) sink.headers(next.headers);
    if (fails) return next;
    for (const std::string& piece : pieces) {
      if (!sink.bytes(piece)) return {.status = response.status};
      ++taken;
    }
    while (sink.idle(silence, Phase::receiving)) {
      if (!idle || ++idled == most_idle) return response;
      idle();
    }
    return {.status = response.status};
  }
};

}  // namespace logprobs::test
