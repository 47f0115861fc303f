// Where a request goes. libcurl parses the URLs, as it will for the connection: a second parser
// could check one host and let the key go to another.
#include "ask/url.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>

#include "ask/libcurl.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs::ask {
namespace {

/// A URL parsed by libcurl.
class Url {
 public:
  Url() : handle_(libcurl().url()) {
    if (!handle_) throw std::bad_alloc();
  }

  CURLUcode set(CURLUPart part, const std::string& text, unsigned flags = 0) {
    return checked(libcurl().url_set(handle_.get(), part, text.c_str(), flags));
  }
  void remove(CURLUPart part) { libcurl().url_set(handle_.get(), part, nullptr, 0); }
  /// Empty if there is no such part.
  std::string get(CURLUPart part) const {
    char* text = nullptr;
    if (checked(libcurl().url_get(handle_.get(), part, &text, 0)) != CURLUE_OK) return {};
    const std::unique_ptr<char, CurlDeleter<&Libcurl::free>> owner(text);
    return text;
  }

 private:
  static CURLUcode checked(CURLUcode code) {
    if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
    return code;
  }

  std::unique_ptr<CURLU, CurlDeleter<&Libcurl::url_cleanup>> handle_;
};

/// `host` is as libcurl returns it: 0x7f.1 is 127.0.0.1, and [::1] has its brackets.
bool is_loopback(std::string host) {
  if (host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  in6_addr six{};
  return inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

/// Without a scheme, a proxy's URL is that of an http proxy. What is before a `://` further on may
/// be a password.
std::string with_scheme(const std::string& proxy) {
  constexpr std::string_view in_scheme =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.";
  const std::size_t end = std::min(proxy.find_first_not_of(in_scheme), proxy.size());
  return proxy.compare(end, 3, "://") == 0 ? proxy : "http://" + proxy;
}

/// Messages quote nothing of a URL that is refused: any part of it may be a key or a password.
Url parse_base(std::string_view base_url) {
  constexpr std::string_view mark = "://";
  const std::size_t host = base_url.find(mark);
  const auto refuse = [&](std::string_view why) {
    usage_error(fmt::format("--base-url (or OPENAI_BASE_URL): it {}", why));
  };
  if (host == std::string_view::npos) {
    refuse("has no scheme; it must begin with https:// or http://");
  }
  // libcurl would take the path's first part for the host.
  if (base_url.substr(host + mark.size()).starts_with('/')) refuse("has no host");
  Url url;
  const CURLUcode error =
      url.set(CURLUPART_URL, std::string(base_url), CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
  if (error == CURLUE_USER_NOT_ALLOWED) {
    refuse("contains a user name; give a key in OPENAI_API_KEY or with --api-key-file");
  }
  if (error != CURLUE_OK) refuse(fmt::format("is not a URL: {}", libcurl().url_strerror(error)));
  const std::string scheme = lower_case(url.get(CURLUPART_SCHEME));
  if (scheme != "http" && scheme != "https") refuse("is neither https nor http");
  return url;
}

/// Whether an @ that ends a password may be in a place where libcurl does not look for one.
bool may_hide_password(std::string_view url) {
  const std::size_t host = url.find("://") + 3;
  return url.find('@', std::min(url.find_first_of("/?#", host), url.size())) !=
         std::string_view::npos;
}

}  // namespace

std::string plain_url(const std::string& url) {
  Url parts;
  if (parts.set(CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) return "…";
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS,
                               CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
    parts.remove(part);
  }
  return parts.get(CURLUPART_URL);
}

std::string with_other_scheme(std::string_view url) {
  const std::size_t scheme = std::min(url.find(':'), url.size());
  return (scheme == 4 ? "https" : "http") + std::string(url.substr(scheme));
}

std::string host_and_port(const std::string& url) {
  Url parts;
  const std::string whole = with_scheme(url);
  if (may_hide_password(whole)) return {};
  if (parts.set(CURLUPART_URL, whole, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) return {};
  const std::string port = parts.get(CURLUPART_PORT);
  return parts.get(CURLUPART_HOST) + (port.empty() ? "" : ":" + port);
}

}  // namespace logprobs::ask

namespace logprobs {

Endpoint endpoint_below(std::string_view base_url, std::string_view path) {
  ask::Url url = ask::parse_base(base_url);
  std::string folder = url.get(CURLUPART_PATH);
  while (folder.ends_with('/')) folder.pop_back();
  for (const std::string_view end : {path, chat_path}) {
    if (folder.ends_with(end)) folder.resize(folder.size() - end.size());
  }
  url.set(CURLUPART_PATH, folder + std::string(path));
  url.remove(CURLUPART_FRAGMENT);
  Endpoint endpoint;
  endpoint.url = url.get(CURLUPART_URL);
  url.remove(CURLUPART_QUERY);
  endpoint.name = url.get(CURLUPART_URL);
  endpoint.base = endpoint.name.substr(0, endpoint.name.size() - path.size());
  endpoint.host = lower_case(url.get(CURLUPART_HOST));
  endpoint.plain_http = lower_case(url.get(CURLUPART_SCHEME)) == "http";
  endpoint.loopback = ask::is_loopback(endpoint.host);
  return endpoint;
}

bool is_loopback_proxy(const std::string& url) {
  static constexpr std::array<std::string_view, 6> schemes = {"http",    "https",  "socks4",
                                                              "socks4a", "socks5", "socks5h"};
  ask::Url parts;
  const std::string whole = ask::with_scheme(url);
  const bool good = !ask::may_hide_password(whole) &&
                    parts.set(CURLUPART_URL, whole, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
  const std::string scheme = lower_case(parts.get(CURLUPART_SCHEME));
  if (!good || std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) {
    usage_error("--proxy: it is not a proxy URL (http, https, socks4 or socks5)");
  }
  return ask::is_loopback(lower_case(parts.get(CURLUPART_HOST)));
}

}  // namespace logprobs
