// From options to a request that can be sent.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/transport.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// A question and the request that asks it.
struct PreparedRequest {
  Question question;
  Request request;
  std::vector<std::string> warnings;  ///< a sentence each
};

/// Combines options, environment, files and standard input. Throws Error{usage} for any of them
/// that is wrong or cannot be read, Error{failed} if standard input cannot be read, and Error with
/// a signal's code if one comes while it reads.
PreparedRequest prepare_request(const cli::AskOptions& options,
                                const system::Environment& environment);

}  // namespace logprobs::app
