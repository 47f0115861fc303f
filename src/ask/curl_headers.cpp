#include "ask/curl_headers.hpp"

#include <array>
#include <string>
#include <string_view>

#include "ask/url.hpp"
#include "logprobs/text.hpp"

namespace logprobs::ask {
namespace {

/// The first header of that name; empty if there is none.
std::string header(CURL* curl, const char* name) {
  curl_header* found = nullptr;
  const CURLHcode code = libcurl().easy_header(curl, name, 0, CURLH_HEADER, -1, &found);
  return code == CURLHE_OK ? found->value : "";
}

}  // namespace

ResponseHeaders response_headers(CURL* curl) {
  // OpenAI's (and most others'), Anthropic's, Azure's, Amazon's.
  static constexpr std::array names = {"x-request-id", "request-id", "apim-request-id",
                                       "x-amzn-requestid"};
  ResponseHeaders headers;
  for (const char* const name : names) {
    if (headers.request_id.empty()) headers.request_id = header(curl, name);
  }
  headers.encoding = header(curl, "content-encoding");
  if (lower_case(headers.encoding) == "identity") headers.encoding.clear();
  headers.should_retry = header(curl, "x-should-retry");
  headers.retry_after_ms = header(curl, "retry-after-ms");
  headers.retry_after = header(curl, "retry-after");
  return headers;
}

std::string redirect_target(CURL* curl) {
  const char* target = nullptr;
  libcurl().easy_getinfo(curl, CURLINFO_REDIRECT_URL, &target);
  if (target == nullptr) return {};
  // libcurl lowers the case of schemes, so the redactor would not recognize a key in one.
  const std::string_view url = target;
  const bool web = url.starts_with("http://") || url.starts_with("https://");
  return web ? plain_url(target) : "something other than https or http";
}

}  // namespace logprobs::ask
