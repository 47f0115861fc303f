#include "read/json/decimal.hpp"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "catch.hpp"

namespace logprobs::read {
namespace {

/// The number with room after it, as in a document; NaN where it is left to others.
double decimal(const std::string& text) {
  const std::string padded = text + "," + std::string(64, '7');
  const char* at = padded.data();
  double number = std::nan("");
  const bool read = read_decimal(at, number);
  CHECK(read != std::isnan(number));
  CHECK(read == (at != padded.data()));
  double whole = std::nan("");
  CHECK(read_decimal(std::string_view(padded).substr(0, text.size()), whole) ==
        (read && at == padded.data() + text.size()));
  return whole;
}

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::string random_digits(std::mt19937& random, std::size_t count) {
  std::string digits;
  while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

TEST_CASE("a decimal is what strtod makes of it, to the last bit") {
  std::mt19937 random(1);
  int read = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text = random() % 4 != 0 ? "-" : "";
    text +=
        random_digits(random, 1 + random() % 2) + "." + random_digits(random, 1 + random() % 16);
    if (random() % 3 == 0) text += "e-" + random_digits(random, 1 + random() % 2);
    const double number = decimal(text);
    if (std::isnan(number)) continue;
    ++read;
    INFO(text);
    REQUIRE(same(number, std::strtod(text.c_str(), nullptr)));
  }
  CHECK(read > 100'000);
}

TEST_CASE("zero keeps its sign") {
  CHECK(same(decimal("0.0"), 0.0));
  CHECK(same(decimal("-0.0"), -0.0));
}

TEST_CASE("a decimal of which the digits are a double is read, any longer one is left to others") {
  CHECK(decimal("-1.23456789012345") == -1.23456789012345);
  CHECK(decimal("9.007199254740992") == 9.007199254740992);
  CHECK(decimal("90.07199254740992") == 90.07199254740992);
  CHECK(std::isnan(decimal("9.007199254740993")));
  CHECK(std::isnan(decimal("0.0000000000000001")));
  CHECK(std::isnan(decimal("99.999999999999999")));
}

TEST_CASE("a power of ten that is no double is left to others") {
  CHECK(decimal("1.5e-21") == 1.5e-21);
  CHECK(std::isnan(decimal("1.5e-22")));
  CHECK(decimal("1.25e-20") == 1.25e-20);
  CHECK(std::isnan(decimal("1.25e-21")));
}

TEST_CASE("any other spelling is left to others") {
  for (const char* const text : {"",
                                 "-",
                                 "0",
                                 "-1",
                                 "1.",
                                 ".5",
                                 "-.5",
                                 "123.5",
                                 "-9999.0",
                                 "01.5",
                                 "1.5.5",
                                 "1.-5",
                                 "+1.5",
                                 "--1.5",
                                 "1.5e5",
                                 "1.5e+5",
                                 "1.5e-",
                                 "1.5E-5",
                                 "1.5e-x",
                                 "1.5e-1x",
                                 "1.5e-x1",
                                 "1.5e-123",
                                 "1.e-5",
                                 "e-05",
                                 "1e-05",
                                 "-1e-05",
                                 "a.5",
                                 "/.5",
                                 ":.5",
                                 "1.5a",
                                 "1.a",
                                 "1./",
                                 "1.:",
                                 "1.123456789a",
                                 "1.a23456789",
                                 "1.1234567/9",
                                 "1.12345678:",
                                 "NaN",
                                 "-Infinity",
                                 "\"1.5\"",
                                 "nul.l"}) {
    INFO(text);
    CHECK(std::isnan(decimal(text)));
  }
}

}  // namespace
}  // namespace logprobs::read
