// URLs as libcurl reads them.
#pragma once

#include <string>

namespace logprobs::ask {

/// A URL without its query, fragment, user name and password.
std::string plain_url(const std::string& url);

}  // namespace logprobs::ask
