#include "ask/secrets.hpp"

#include "catch.hpp"

using namespace logprobs;

TEST_CASE("each word that names a secret is known, whatever surrounds it") {
  for (const std::string_view name :
       {"Authorization", "api-key", "X-Token", "client_secret", "Cookie", "password",
        "X-Amz-Credential", "X-Amz-Signature", "SIGNATURE", "sig", "Sig"}) {
    CAPTURE(name);
    CHECK(ask::sounds_secret(name));
  }
  for (const std::string_view name : {"", "api-version", "design", "signal", "X-Title"}) {
    CAPTURE(name);
    CHECK_FALSE(ask::sounds_secret(name));
  }
}

TEST_CASE("a secret header without a scheme is secret from its first byte to its last") {
  CHECK(ask::secret_part({"api-key", "a b", true}) == "a b");
  CHECK(ask::secret_part({"Authorization", "Bearer \t a b", true}) == "a b");
  CHECK(ask::secret_part({"Proxy-Authorization", "Basic x", true}) == "x");
  CHECK(ask::secret_part({"Authorization", "alone", true}) == "alone");
}

TEST_CASE("percent signs that encode nothing stay") {
  CHECK(ask::percent_decoded("a%20b%2fc%2Fd") == "a b/c/d");
  CHECK(ask::percent_decoded("100% %2 %zz %") == "100% %2 %zz %");
}
