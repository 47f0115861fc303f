// A transport without a network: plays prepared results and records the requests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "logprobs/transport.hpp"

namespace logprobs::test {

struct FakeTransport : Transport {
  static constexpr int most_idle = 100;

  std::vector<HttpResult> failures;   ///< results of the first requests, one each
  std::vector<std::string> pieces{};  ///< of the body of a 2xx response
  HttpResult response{.status = 200};
  std::vector<Request> requests{};      ///< as they were sent
  std::size_t taken = 0;                ///< pieces after which the sink asked for more
  std::chrono::milliseconds silence{};  ///< reported after the last piece
  std::function<void()> idle{};         ///< called each time the sink agrees to wait
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
