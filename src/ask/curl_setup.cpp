#include "ask/curl_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>
#include <string>

#include "logprobs/error.hpp"

namespace logprobs::ask {
namespace {

void append(HeaderList& list, const std::string& line) {
  curl_slist* const longer = libcurl().slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list.release();  // it is now the beginning of `longer`
  list.reset(longer);
}

/// No other protocols; what libcurl before 7.85 knows is called deprecated since.
void allow_web_only(CURL* curl) {
  constexpr auto protocols = static_cast<CURLoption>(CURLOPTTYPE_LONG + 181);
  const CURLcode code = libcurl().easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  if (code != CURLE_UNKNOWN_OPTION) return check_option(code);
  set_option(curl, protocols, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
}

}  // namespace

HeaderList header_list(const Request& request) {
  HeaderList list;
  for (const Header& header : request.headers) {
    // To libcurl "Name:" means "leave this header out", and "Name;" that its value is empty.
    append(list, header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  append(list, "Expect:");  // a server that ignores 100-continue would cost a second
  return list;
}

void check_option(CURLcode code) {
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == CURLE_OK) return;
  throw Error(ExitCode::failed,
              fmt::format("libcurl does not do what is needed: {}", libcurl().easy_strerror(code)));
}

void check_loop(CURLMcode code) {
  if (code == CURLM_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == CURLM_OK) return;
  throw Error(ExitCode::failed, fmt::format("libcurl failed: {}", libcurl().multi_strerror(code)));
}

void wait_for_more(CURLM* multi, const Patience& patience) {
  const auto most = std::clamp(patience.most, std::chrono::milliseconds(0), Patience{}.most);
  curl_waitfd other{patience.other, CURL_WAIT_POLLIN, 0};
  const unsigned others = patience.other < 0 ? 0 : 1;
  check_loop(libcurl().multi_poll(multi, &other, others, static_cast<int>(most.count()), nullptr));
}

void set_up_connection(CURL* curl, const Request& request) {
  const Connection& connection = request.connection;
  set_option(curl, CURLOPT_URL, request.endpoint.url.c_str());
  allow_web_only(curl);
  set_option(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set_option(curl, CURLOPT_NOSIGNAL, 1L);
  // Ctrl-C does not wait for a name to be resolved, since libcurl 7.87.
  (void)libcurl().easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  set_option(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  set_option(curl, CURLOPT_CONNECTTIMEOUT_MS, std::lround(connection.connect_timeout * 1000));
  if (connection.proxy) {
    set_option(curl, CURLOPT_PROXY, connection.proxy->c_str());
    set_option(curl, CURLOPT_NOPROXY, "");  // the environment's no_proxy is not for this one
  } else if (request.endpoint.loopback) {
    set_option(curl, CURLOPT_NOPROXY, "*");
  }
}

void set_up_trust(CURL* curl, const Request& request) {
  set_option(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set_option(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // The proxy gets none of the headers.
  set_option(curl, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  set_option(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set_option(curl, CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (request.cacert.empty()) return;
  std::string pem = request.cacert;
  curl_blob blob{pem.data(), pem.size(), CURL_BLOB_COPY};
  set_option(curl, CURLOPT_CAINFO_BLOB, &blob);
  // Otherwise the system's CAs are trusted as well.
  set_option(curl, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
}

}  // namespace logprobs::ask
