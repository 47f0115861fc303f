// The headers of a response.
#pragma once

#include "ask/libcurl.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// The headers of the final response that came so far.
ResponseHeaders response_headers(CURL* curl);

}  // namespace logprobs::ask
