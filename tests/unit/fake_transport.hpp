// A transport without a network: it plays what it was given and records what it was asked.
#pragma once

#include <string>
#include <vector>

#include "logprobs/transport.hpp"

namespace logprobs::test {

struct FakeTransport : Transport {
  std::vector<std::string> pieces;  ///< of the body of a 2xx answer
  Response response{.status = 200};
  std::vector<Request> requests;      ///< as they were sent
  std::size_t taken = 0;              ///< pieces that the sink wanted more after
  std::chrono::milliseconds silence;  ///< told behind the last piece

  Response send(const Request& request, Sink& sink) override {
    requests.push_back(request);
    for (const std::string& piece : pieces) {
      if (!sink.bytes(piece)) return {.status = response.status};
      ++taken;
    }
    return sink.idle(silence, Phase::receiving) ? response : Response{.status = response.status};
  }
};

}  // namespace logprobs::test
