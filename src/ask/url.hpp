// URLs as libcurl reads them.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::ask {

/// A URL without its query, fragment, user name and password.
std::string plain_url(const std::string& url);

/// Like plain_url(), for text that may not be a URL.
std::string public_url(std::string_view url);

}  // namespace logprobs::ask
