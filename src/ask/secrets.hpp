// Which parts of a request are secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// What people read in place of a secret.
inline constexpr std::string_view redacted_mark = "[redacted]";

/// True if the name of a header or of a query's field says that its value is secret: one of its
/// words does, as in "x-api-key", "accessToken" and "XAPIKEY", but not in "X-Author".
bool sounds_secret(std::string_view name);

/// The secret in a secret header's value: what follows the scheme of an Authorization, all of any
/// other.
std::string_view secret_part(const Header& header);

/// The secret values in a URL's query, in order, as parts of `url`.
std::vector<std::string_view> secrets_of_query(std::string_view url);

}  // namespace logprobs::ask
