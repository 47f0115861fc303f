#include "show/data/json_fields.hpp"

#include <stdexcept>
#include <string>

#include "catch.hpp"

using namespace logprobs::show;

namespace {

std::string token_of(const std::string& text) {
  std::string out = "{";
  token_fields(out, text);
  return out;
}

std::string expected(const std::string& text) {
  return R"({"token": ")" + text + R"(", "bytes": null)";
}

}  // namespace

TEST_CASE("a token's text has any length", "[show]") {
  for (const std::size_t size : {0, 1, 63, 64, 65, 1000}) {
    const std::string text(size, 'a');
    CHECK(token_of(text) == expected(text));
    CHECK(token_of(text + '"') == expected(text + R"(\")"));
    CHECK(token_of(text + '\x7F') == expected(text + R"(\u007f)"));
    CHECK(token_of(text + "\xC3\xA4") == expected(text + "\xC3\xA4"));
  }
}

TEST_CASE("a field's name is not too long", "[show]") {
  std::string out = "{";
  key(out, std::string(longest_name, 'a'));
  CHECK(out == "{\"" + std::string(longest_name, 'a') + "\": ");
  CHECK_THROWS_AS(key(out, std::string(longest_name + 1, 'a')), std::length_error);
}
