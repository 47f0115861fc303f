#include "ask/curl_headers.hpp"

#include <array>
#include <string>
#include <string_view>

#include "ask/url.hpp"
#include "logprobs/text.hpp"

namespace logprobs::ask {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) + 1 - begin);
}

}  // namespace

void HeaderLines::take(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    whole_ = false;
  } else if (whole_) {
    return;
  } else if (trimmed(line).empty()) {
    whole_ = true;
  } else if ((line.front() == ' ' || line.front() == '\t') && !headers_.empty()) {
    headers_.back().value.append(" ").append(trimmed(line));  // RFC 9112, 5.2: it was folded
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    headers_.push_back(
        {lower_case(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
}

std::string HeaderLines::value(std::string_view name) const {
  for (const Header& header : headers_) {
    if (header.name == name) return header.value;
  }
  return {};
}

ResponseHeaders HeaderLines::named() const {
  // OpenAI's (and most others'), Anthropic's, Azure's, Amazon's.
  static constexpr std::array names = {"x-request-id", "request-id", "apim-request-id",
                                       "x-amzn-requestid"};
  ResponseHeaders headers;
  for (const char* const name : names) {
    if (headers.request_id.empty()) headers.request_id = value(name);
  }
  headers.encoding = value("content-encoding");
  if (lower_case(headers.encoding) == "identity") headers.encoding.clear();
  headers.should_retry = value("x-should-retry");
  headers.retry_after_ms = value("retry-after-ms");
  headers.retry_after = value("retry-after");
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
