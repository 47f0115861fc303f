#include "ask/curl_failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "ask/url.hpp"

namespace logprobs::ask {
namespace {

struct Known {
  CURLcode code;
  std::string_view remedy;
  bool permanent;
};

constexpr std::array known_codes = {
    Known{CURLE_COULDNT_RESOLVE_HOST, "check --base-url", false},
    Known{CURLE_COULDNT_CONNECT, "check --base-url, and that the server is running", false},
    Known{CURLE_OPERATION_TIMEDOUT, "--connect-timeout sets how long to wait", false},
    Known{CURLE_WEIRD_SERVER_REPLY, "check --base-url", false},
    Known{CURLE_PEER_FAILED_VERIFICATION, "--cacert names the CA of a private server", true},
    Known{CURLE_SSL_CACERT_BADFILE, "", true},
    Known{CURLE_SSL_CIPHER, "", true},
    Known{CURLE_URL_MALFORMAT, "", true},
    Known{CURLE_UNSUPPORTED_PROTOCOL, "check --base-url", true},
    Known{CURLE_NOT_BUILT_IN, "", true},
};

/// What the proxy did if a failure is its own, as a phrase; empty if another is at fault.
std::string_view fault_of_proxy(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_OPERATION_TIMEDOUT:
      return "cannot be reached";
    case CURLE_PROXY:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
      return "failed";
    default:
      return {};
  }
}

/// Whether what a TLS library could not read was no TLS: OpenSSL's words, GnuTLS's and mbed TLS's.
bool answers_without_tls(std::string_view reason) {
  static constexpr std::array<std::string_view, 5> known = {
      "wrong version number", "packet length too long", "record layer failure",
      "unexpected TLS packet", "invalid SSL record"};
  return std::any_of(known.begin(), known.end(), [&](std::string_view words) {
    return reason.find(words) != std::string_view::npos;
  });
}

}  // namespace

bool is_out_of_memory(CURLcode code, std::string_view reason) {
  return code == CURLE_OUT_OF_MEMORY || reason.starts_with("Out of memory");
}

CurlFailure explain_failure(CURLcode code, std::string_view reason, long os_error,
                            const Request& request, const Proxy* proxy) {
  const std::string check = proxy != nullptr ? "check " + proxy->origin : "";
  if (is_out_of_memory(code, reason)) return {"a header of the response is too long", "", false};
  // The reason quotes the proxy's URL, which may contain a password.
  if (reason.starts_with("Unsupported proxy")) return {"the proxy URL cannot be used", check, true};
  if (const std::string_view fault = fault_of_proxy(code); proxy != nullptr && !fault.empty()) {
    // If its URL is doubtful, what libcurl takes for its host may be part of a password.
    const std::string why = proxy->name.empty() ? "" : fmt::format(": {}", reason);
    return {fmt::format("{} {}{}", title(*proxy), fault, why), check, false};
  }
  const Endpoint& endpoint = request.endpoint;
  if (code == CURLE_COULDNT_CONNECT && os_error == ECONNREFUSED && endpoint.loopback) {
    return {"nothing listens on " + host_and_port(endpoint.base), "is the server started?", true};
  }
  CurlFailure failure{std::string(reason), "", false};
  if (code == CURLE_SSL_CONNECT_ERROR && proxy == nullptr && answers_without_tls(reason)) {
    failure.remedy = fmt::format("is it {}?", with_other_scheme(endpoint.base));
    failure.permanent = true;
  }
  const auto* const known = std::find_if(known_codes.begin(), known_codes.end(),
                                         [&](const Known& row) { return row.code == code; });
  if (known == known_codes.end()) return failure;
  const bool advised = code == CURLE_PEER_FAILED_VERIFICATION && !request.cacert.empty();
  if (!advised) failure.remedy = known->remedy;
  failure.permanent = known->permanent;
  return failure;
}

}  // namespace logprobs::ask
