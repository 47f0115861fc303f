#include "catch.hpp"
#include "logprobs/ask.hpp"
#include "usage.hpp"

using namespace logprobs;

namespace {

std::string refusal(std::string_view line) {
  return test::usage_message([&] { parse_header("here", line); });
}

bool is_secret(std::string_view line) { return parse_header("here", line).secret; }

}  // namespace

TEST_CASE("a header is a name and a value") {
  const Header header = parse_header("here", "X-Title:  a: b \t");
  CHECK(header.name == "X-Title");
  CHECK(header.value == "a: b");
  CHECK_FALSE(header.secret);
  CHECK(parse_header("here", "X:").value.empty());
  CHECK(parse_header("here", "X: Łódź\tb").value == "Łódź\tb");
}

TEST_CASE("a header with a secret is recognized by its name") {
  for (const std::string_view line :
       {"Authorization: x", "api-key: x", "X-API-KEY: x", "Cookie: x", "Proxy-Authorization: x",
        "x-amz-security-token: x", "X-Secret: x", "X-Auth: x"}) {
    CHECK(is_secret(line));
  }
  for (const std::string_view line : {"X-Title: x", "HTTP-Referer: x", "OpenAI-Organization: x",
                                      "Content-Type: x", "User-Agent: x"}) {
    CHECK_FALSE(is_secret(line));
  }
}

TEST_CASE("a malformed header is refused but never quoted, since it may be a key") {
  for (const std::string_view line :
       {"sk-SECRET", "", "sk SECRET: x", ": SECRET", "X\xc3\xa4: SECRET", "X: a\r\nY: SECRET",
        "X: SECRET\n", "X: SECRET\x7f", "X\n: SECRET", "Content-Length: 5", "transfer-encoding: x",
        "Expect: x"}) {
    CAPTURE(line);
    const std::string message = refusal(line);
    CHECK_THAT(message, Contains("here: ") && !Contains("SECRET"));
  }
  CHECK_THAT(refusal(std::string_view("X: a\0b", 6)), Contains("control character"));
}

TEST_CASE("header names are compared without case") {
  CHECK(same_header("Content-Type", "content-TYPE"));
  CHECK_FALSE(same_header("api-key", "apikey"));
}
