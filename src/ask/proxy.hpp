// The proxy that a request goes through, as messages name it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// Where a proxy is, and who says so.
struct Proxy {
  std::string name;    ///< host and port, without secrets; empty: its URL cannot be read
  std::string origin;  ///< --proxy, or a variable's name
};

/// The proxy that `connection` names; none if it names none, or leaves that to the environment.
std::optional<Proxy> proxy_of(const Connection& connection);

/// The proxy of the environment, if `notice` is libcurl's that it takes one from there.
std::optional<Proxy> proxy_of_notice(std::string_view notice);

/// "the proxy 127.0.0.1:3128 (https_proxy)".
std::string title(const Proxy& proxy);

}  // namespace logprobs::ask
