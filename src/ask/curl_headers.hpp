// The headers of a response.
#pragma once

#include <string>

#include "ask/libcurl.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// The headers of the final response that came so far.
ResponseHeaders response_headers(CURL* curl);

/// Where a redirect points, for people: without its query; empty if nowhere.
std::string redirect_target(CURL* curl);

}  // namespace logprobs::ask
