#include <algorithm>
#include <array>

#include "logprobs/error.hpp"

namespace logprobs {

std::span<const ExitCodeInfo> exit_codes() {
  static constexpr std::array table = {
      ExitCodeInfo{ExitCode::ok, "the answer was shown"},
      ExitCodeInfo{ExitCode::failed, "a file cannot be opened, read or written"},
      ExitCodeInfo{ExitCode::usage,
                   "usage: an option, its value, a key or a file it names is wrong"},
      ExitCodeInfo{ExitCode::gate, "a gate (--fail-on, ...) tripped; the answer was shown"},
      ExitCodeInfo{ExitCode::refused, "the server refused: the response is an error"},
      ExitCodeInfo{
          ExitCode::unreached,
          "no byte of an answer came: not reached, timeout, status 5xx, TLS or proxy failed"},
      ExitCodeInfo{ExitCode::unusable,
                   "the response cannot be used: not JSON, no logprobs, cut off, nothing for a "
                   "gate to judge"},
      ExitCodeInfo{ExitCode::interrupted, "interrupted (SIGINT)"},
      ExitCodeInfo{ExitCode::terminated, "interrupted (SIGTERM)"},
  };
  return table;
}

void usage_error(const std::string& message) { throw Error(ExitCode::usage, message); }

ExitCode worse(ExitCode a, ExitCode b) {
  static constexpr std::array order = {
      ExitCode::ok,        ExitCode::gate,       ExitCode::refused,
      ExitCode::unreached, ExitCode::unusable,   ExitCode::failed,
      ExitCode::usage,     ExitCode::terminated, ExitCode::interrupted};
  const auto place = [](ExitCode code) { return std::find(order.begin(), order.end(), code); };
  return place(a) < place(b) ? b : a;
}

}  // namespace logprobs
