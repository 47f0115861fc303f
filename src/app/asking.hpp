// From options to a request that can be sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logprobs/options.hpp"
#include "logprobs/terminal.hpp"
#include "logprobs/transport.hpp"

namespace logprobs {

/// A question and the request that asks it.
struct Asking {
  Question question;
  Request request;
  std::vector<std::string> warnings;  ///< a sentence each
};

/// Puts together what options, environment, files and standard input say. Nothing when a signal
/// came while the question was read. Throws Error{usage}.
std::optional<Asking> prepare_request(const AskOptions& options, const Environment& environment);

}  // namespace logprobs
