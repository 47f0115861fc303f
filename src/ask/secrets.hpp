// What of a request is secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/transport.hpp"

namespace logprobs::ask {

inline constexpr std::string_view redacted_mark = "[redacted]";

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// `text` with its %XX as the bytes that they stand for.
std::string percent_decoded(std::string_view text);

/// True for a header or a field of a query whose name says that its value is secret.
bool sounds_secret(std::string_view name);

/// The part of a secret header's value that is the secret: an Authorization has its scheme before
/// it.
std::string_view secret_part(const Header& header);

/// The secret values in a URL's query, as pieces of `url`, from left to right.
std::vector<std::string_view> secrets_of_query(std::string_view url);

}  // namespace logprobs::ask
