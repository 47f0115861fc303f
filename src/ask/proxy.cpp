#include "ask/proxy.hpp"

#include <fmt/format.h>

#include "ask/url.hpp"

namespace logprobs::ask {

std::optional<Proxy> proxy_of(const Connection& connection) {
  if (!connection.proxy || connection.proxy->empty()) return std::nullopt;
  return Proxy{host_and_port(*connection.proxy), "--proxy"};
}

std::optional<Proxy> proxy_of_notice(std::string_view notice) {
  constexpr std::string_view before_name = "Uses proxy env variable ";
  constexpr std::string_view before_url = " == '";
  const std::size_t url = notice.find(before_url);
  const std::size_t end = notice.rfind('\'');
  if (!notice.starts_with(before_name) || url == std::string_view::npos) return std::nullopt;
  const std::string_view name = notice.substr(before_name.size(), url - before_name.size());
  if (name == "no_proxy" || name == "NO_PROXY") return std::nullopt;
  const std::size_t begin = url + before_url.size();
  return Proxy{host_and_port(std::string(notice.substr(begin, end - begin))), std::string(name)};
}

std::string title(const Proxy& proxy) {
  return proxy.name.empty() ? "the proxy of " + proxy.origin
                            : fmt::format("the proxy {} ({})", proxy.name, proxy.origin);
}

}  // namespace logprobs::ask
