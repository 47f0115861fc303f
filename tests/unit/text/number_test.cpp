#include "text/number.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::parse_double;
using logprobs::parse_integer;
using logprobs::text::parse_double_with_strtod;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

struct Row {
  std::string text;
  double number;
};

bool same(std::optional<double> read, double expected) {
  return read && *read == expected && std::signbit(*read) == std::signbit(expected);
}

}  // namespace

TEST_CASE("a decimal number becomes the nearest double") {
  const Row row = GENERATE(values<Row>({
      {"0", 0.0},
      {"-0", -0.0},
      {"007", 7},
      {"-1.5", -1.5},
      {".5", 0.5},
      {"5.", 5},
      {"1e3", 1000},
      {"1E+3", 1000},
      {"-25e-2", -0.25},
      {"0.1", 0.1},
      {"-1.1920928955078125e-07", -0x1p-23},
      {"0.10000000000000000555111512312578270211815834045410156250001", 0x1.999999999999ap-4},
      {"9007199254740993", 9007199254740992},
      {"1.7976931348623157e308", std::numeric_limits<double>::max()},
      {"2.2250738585072014e-308", std::numeric_limits<double>::min()},
      {"2.225073858507201e-308", 0x0.fffffffffffffp-1022},
      {"4.9406564584124654e-324", smallest},
      {"-3e-324", -smallest},
      {"2e-324", 0.0},
  }));
  CAPTURE(row.text);
  CHECK(same(parse_double(row.text), row.number));
  CHECK(same(parse_double_with_strtod(row.text), row.number));
}

TEST_CASE("a number beyond the range of a double becomes infinite, or 0") {
  const Row row = GENERATE(values<Row>({
      {"1e999", infinity},
      {"-1e999", -infinity},
      {std::string(400, '9'), infinity},
      {"1e99999999999999999999", infinity},
      {"1e-999", 0.0},
      {"-1e-999", -0.0},
      {"0." + std::string(400, '0') + "1", 0.0},
      {"0e999", 0.0},
  }));
  CAPTURE(row.text);
  CHECK(same(parse_double(row.text), row.number));
  CHECK(same(parse_double_with_strtod(row.text), row.number));
}

TEST_CASE("text that is not exactly a decimal number is refused") {
  const char* const text =
      GENERATE("", "-", ".", "e5", "+1", "--1", " 1", "1 ", "1,5", "1.5.", "1e", "1e+", "1x",
               "0x10", "1e999x", "inf", "-inf", "infinity", "nan", "NaN", "1_000", "one");
  CAPTURE(text);
  CHECK_FALSE(parse_double(text));
  CHECK_FALSE(parse_double_with_strtod(text));
}

TEST_CASE("a number ends where its text ends, whatever follows in memory") {
  const std::string_view text = std::string_view("1.5e10").substr(0, 3);
  CHECK(parse_double(text) == 1.5);
  CHECK(parse_double_with_strtod(text) == 1.5);
  CHECK(parse_integer(std::string_view("125").substr(0, 2)) == 12);
}

TEST_CASE("a whole number of at most 64 bits is read") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-17") == -17);
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  const char* const text =
      GENERATE("", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "9223372036854775808", "one");
  CAPTURE(text);
  CHECK_FALSE(parse_integer(text));
}
