// From options to a request that can be sent.
#pragma once

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

/// Puts together what options, environment, files and standard input say. Throws Error{usage}; and
/// when a signal comes while it reads.
Asking prepare_request(const AskOptions& options, const Environment& environment);

}  // namespace logprobs
