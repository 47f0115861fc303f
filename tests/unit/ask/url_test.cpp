#include "catch.hpp"
#include "logprobs/ask.hpp"
#include "usage.hpp"

using namespace logprobs;

namespace {

std::string url_of(const std::string& base) { return endpoint_below(base, "/chat").url; }

bool is_loopback(const std::string& base) { return endpoint_below(base, "/chat").loopback; }

std::string refusal(const std::string& base) {
  return test::usage_message([&] { endpoint_below(base, "/chat"); });
}

}  // namespace

TEST_CASE("the path goes below the base URL and before its query") {
  CHECK(url_of("https://h/v1") == "https://h/v1/chat");
  CHECK(url_of("https://h/v1//") == "https://h/v1/chat");
  CHECK(url_of("https://h") == "https://h/chat");
  CHECK(url_of("http://h:8080/v1?x=1&y=2#z") == "http://h:8080/v1/chat?x=1&y=2");
  CHECK(url_of("HTTPS://H/v1") == "https://H/v1/chat");
}

TEST_CASE("a base URL may be the endpoint itself") {
  CHECK(url_of("https://h/v1/chat") == "https://h/v1/chat");
  CHECK(url_of("https://h/v1/chat//?x=1") == "https://h/v1/chat?x=1");
  CHECK(url_of("https://h/v1/my-chat") == "https://h/v1/my-chat/chat");
  CHECK(url_of("https://h/chat/v1") == "https://h/chat/v1/chat");
}

TEST_CASE("what is below a base URL is found again beside a question's endpoint") {
  CHECK(endpoint_below("http://h/v1/chat/completions?x=1", models_path).url ==
        "http://h/v1/models?x=1");
  CHECK(endpoint_below("http://h/v1/?x=1", chat_path).base == "http://h/v1");
  CHECK(endpoint_below("http://h/v1/chat/completions", chat_path).base == "http://h/v1");
}

TEST_CASE("an endpoint is named without its query, and says whether others can read the request") {
  const Endpoint endpoint = endpoint_below("http://Example.org/v1?api-version=1", "/chat");
  CHECK(endpoint.name == "http://Example.org/v1/chat");
  CHECK(endpoint.host == "example.org");
  CHECK((endpoint.plain_http && !endpoint.loopback));
  CHECK_FALSE(endpoint_below("https://example.org", "/chat").plain_http);
}

TEST_CASE("loopback addresses are recognized however they are written") {
  for (const std::string host :
       {"127.0.0.1", "127.9.8.7", "127.1", "0x7f.1", "2130706433", "017700000001", "localhost",
        "LocalHost", "[::1]", "[0:0:0:0:0:0:0:1]"}) {
    CAPTURE(host);
    CHECK(is_loopback("http://" + host + ":8080/v1"));
  }
  for (const std::string host : {"128.0.0.1", "localhost.example.org", "127.0.0.1.example.org",
                                 "0.0.0.0", "[::2]", "[::]", "192.168.0.1", "example.org"}) {
    CAPTURE(host);
    CHECK_FALSE(is_loopback("http://" + host + "/v1"));
  }
}

TEST_CASE("a base that is not an http URL is refused, and nothing of it quoted") {
  for (const std::string base :
       {"sk-secret", "sk-secret:8080", "", "/sk-secret", "https:sk-secret"}) {
    CHECK_THAT(refusal(base), Contains("has no scheme") && !Contains("secret"));
  }
  CHECK_THAT(refusal("ftp://h/sk-secret"),
             Contains("is neither https nor http") && !Contains("secret"));
  CHECK_THAT(refusal("sk-secret://h/v1"), Contains("is n") && !Contains("secret"));
  for (const std::string base : {"http:///sk-secret", "file:///sk-secret"}) {
    CHECK_THAT(refusal(base), Contains("has no host") && !Contains("secret"));
  }
  for (const std::string base : {"https://me:secret@h/v1", "https://secret@h/v1"}) {
    CHECK_THAT(refusal(base), Contains("user name") && !Contains("me:") && !Contains("secret"));
  }
  for (const std::string base :
       {"https://", "https://h:secret/v1", "https://h:99999/", "http://[::1", "https://a\nb/",
        "https://h\x01/", "https://secret/ /", "https://h:port/v1?key=secret"}) {
    CAPTURE(base);
    CHECK_THAT(refusal(base), Contains("is not a URL") && !Contains("secret"));
  }
  CHECK_THAT(refusal("https://h:port/v1"), Contains("Port number"));
}

TEST_CASE("a proxy URL may lack its scheme") {
  CHECK(is_loopback_proxy("http://127.0.0.1:3128"));
  CHECK(is_loopback_proxy("localhost:3128"));
  CHECK_FALSE(is_loopback_proxy("http://me:pass@proxy.example.org:3128"));
  CHECK_FALSE(is_loopback_proxy("socks5h://proxy.example.org"));
  CHECK_THROWS_AS(is_loopback_proxy("ftp://proxy.example.org"), Error);
  CHECK_THROWS_AS(is_loopback_proxy("http://"), Error);
}

TEST_CASE("nothing of what is not a proxy URL is quoted") {
  for (const std::string url :
       {"bob:secret://x@proxy", "secret://x", "http://h:secret", "secret /",
        "http://secret#x@proxy", "secret/x@proxy", "bob:/secret/a://x@proxy"}) {
    CAPTURE(url);
    CHECK_THAT(test::usage_message([&] { (void)is_loopback_proxy(url); }),
               Contains("proxy URL") && !Contains("secret") && !Contains("bob"));
  }
}
