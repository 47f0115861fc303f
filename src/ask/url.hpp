// URLs as libcurl reads them.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::ask {

/// A URL without its query, fragment, user name and password; “…” if it cannot be read.
std::string plain_url(const std::string& url);

/// An http URL as an https one, and the reverse.
std::string with_other_scheme(std::string_view url);

/// The host of a proxy's URL, and its port if it has one: "127.0.0.1:3128". Empty if `url` is not a
/// URL, or may have a password in a place where none belongs.
std::string host_and_port(const std::string& url);

}  // namespace logprobs::ask
