#include "ask/secrets.hpp"

#include "catch.hpp"

using namespace logprobs;

TEST_CASE("a name is secret if one of its words is, however the words are joined") {
  for (const std::string_view name : {"Authorization",
                                      "Proxy-Authorization",
                                      "api-key",
                                      "x-api-key",
                                      "XAPIKEY",
                                      "apiKey",
                                      "OpenAIKey",
                                      "Ocp-Apim-Subscription-Key",
                                      "x-goog-api-key",
                                      "x-portkey-api-key",
                                      "key",
                                      "X-Token",
                                      "X-Auth-Token",
                                      "access_token",
                                      "accessToken",
                                      "HFAccessToken",
                                      "id.token",
                                      "token2",
                                      "x-amz-security-token",
                                      "client_secret",
                                      "MySecret",
                                      "Cookie",
                                      "Set-Cookie",
                                      "password",
                                      "X-Amz-Credential",
                                      "X-Amz-Signature",
                                      "SIGNATURE",
                                      "sig",
                                      "Sig",
                                      "Helicone-Auth",
                                      "--key"}) {
    CAPTURE(name);
    CHECK(ask::sounds_secret(name));
  }
}

TEST_CASE("a word that only contains a secret one is not secret") {
  for (const std::string_view name :
       {"", "-", "api-version", "design", "signal", "X-Title", "X-Author", "X-Authority",
        "X-Tokenizer", "max_tokens", "x-portkey-provider", "monkey", "Keyboard", "keynote",
        "X-Keyword", "X-Session-Id", "X-Signed-Headers"}) {
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
