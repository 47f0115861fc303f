#include "ask/curl_headers.hpp"

#include <initializer_list>

#include "catch.hpp"

using logprobs::ResponseHeaders;
using logprobs::ask::HeaderLines;

namespace {

ResponseHeaders named(std::initializer_list<std::string_view> lines) {
  HeaderLines headers;
  for (const std::string_view line : lines) headers.take(line);
  return headers.named();
}

}  // namespace

TEST_CASE("headers are found whatever their case, without white space around their values") {
  const auto headers = named({"HTTP/1.1 200 OK\r\n", "X-Request-ID: \t abc \r\n", "retry-after:7\n",
                              "Content-Encoding: gzip\r\n", "\r\n"});
  CHECK(headers.request_id == "abc");
  CHECK(headers.retry_after == "7");
  CHECK(headers.encoding == "gzip");
  CHECK(headers.should_retry.empty());
}

TEST_CASE("the first header of a name counts, and the first name that a header has") {
  CHECK(named({"HTTP/2 200 \r\n", "retry-after: 1\r\n", "Retry-After: 2\r\n"}).retry_after == "1");
  CHECK(named({"HTTP/2 200 \r\n", "request-id: b\r\n", "x-request-id: a\r\n"}).request_id == "a");
}

TEST_CASE("identity is no encoding") {
  CHECK(named({"HTTP/2 200 \r\n", "content-encoding: Identity\r\n"}).encoding.empty());
}

TEST_CASE("only the headers of the last response count, and no trailers") {
  CHECK(named({"HTTP/1.1 103 Early Hints\r\n", "x-request-id: hint\r\n", "\r\n",
               "HTTP/1.1 200 OK\r\n", "\r\n"})
            .request_id.empty());
  CHECK(named({"HTTP/1.1 200 OK\r\n", "\r\n", "x-request-id: trailer\r\n", "\r\n"})
            .request_id.empty());
}

TEST_CASE("a header may be folded, and a line may be none") {
  CHECK(named({"HTTP/1.1 200 OK\r\n", "x-request-id: a\r\n", "\t b\r\n"}).request_id == "a b");
  CHECK(
      named({"HTTP/1.1 200 OK\r\n", " b\r\n", "nonsense\r\n", "x-request-id: a\r\n"}).request_id ==
      "a");
}
