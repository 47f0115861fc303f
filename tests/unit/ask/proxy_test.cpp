#include "ask/proxy.hpp"

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::ask;

namespace {

/// How the proxy of an option is named.
std::string named(const std::string& url) {
  Connection connection;
  connection.proxy = url;
  return title(proxy_of(connection).value());
}

std::string noticed(std::string_view notice) {
  const std::optional<Proxy> proxy = proxy_of_notice(notice);
  return proxy ? title(*proxy) : "";
}

}  // namespace

TEST_CASE("a proxy is named by its place and by who names it, without its password") {
  CHECK(named("http://127.0.0.1:3128") == "the proxy 127.0.0.1:3128 (--proxy)");
  CHECK(named("proxy.example.org") == "the proxy proxy.example.org (--proxy)");
  CHECK(named("socks5h://me:pass@h:1080/") == "the proxy h:1080 (--proxy)");
  CHECK(named("http://[::1]:80") == "the proxy [::1]:80 (--proxy)");
  for (const std::string url :
       {"http://pass#word@h:80", "http://me:pa ss@h:80", "http://", "me:/pass/word://x@h:80"}) {
    CHECK(named(url) == "the proxy of --proxy");
  }
  CHECK_FALSE(proxy_of({}));
  Connection none;
  none.proxy = "";
  CHECK_FALSE(proxy_of(none));
}

TEST_CASE("libcurl's notice tells which variable named the proxy") {
  CHECK(noticed("Uses proxy env variable https_proxy == 'http://me:pass@h:3128'\n") ==
        "the proxy h:3128 (https_proxy)");
  CHECK(noticed("Uses proxy env variable ALL_PROXY == 'h'\n") == "the proxy h (ALL_PROXY)");
  CHECK(noticed("Uses proxy env variable ALL_PROXY == '") == "the proxy of ALL_PROXY");
  for (const std::string_view other :
       {"", "Trying 127.0.0.1:80...", "Uses proxy env variable no_proxy == 'h'\n",
        "Uses proxy env variable NO_PROXY == 'h'\n", "Uses proxy env variable x"}) {
    CHECK(noticed(other).empty());
  }
}
