#include "show/data/json_text.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::append_code_point;
using logprobs::show::append_json_integer;
using logprobs::show::append_json_number;
using logprobs::show::append_json_string;
using logprobs::show::append_visible_json;

namespace {

struct Row {
  std::string bytes, json;
};

std::string json_of(std::string_view bytes) {
  std::string out;
  append_json_string(out, bytes);
  return out;
}

std::string number(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

/// Controls, bidi controls and separators.
bool is_escaped(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == '"' || c == '\\' || c == 0x61C ||
         c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

TEST_CASE("a number is the shortest decimal that reads back, written as fmt does") {
  std::mt19937_64 random(1);
  const auto check = [](double value) {
    INFO(fmt::format("{:a}", value));
    REQUIRE(number(value) == fmt::format("{}", value));
  };
  for (int i = 0; i < 200'000; ++i) {
    const auto digits = static_cast<double>(1 + (random() >> (1 + random() % 63)));
    for (const double unit : {1.0, 1e4, 1e7, 1e8, 1e9, 1e15}) {
      check(-digits / unit);
      check(std::nextafter(digits / unit, 0));
    }
  }
  for (const double value : {1e-4, 9.9999999e-5, 0.00010001, 1e7, 9999999.0, 1e16, 0.5, 100.0}) {
    check(value);
    check(-value);
    check(std::nextafter(value, 0));
    check(std::nextafter(value, 1e300));
  }
}

TEST_CASE("strings are written as JSON strings") {
  const std::vector<Row> rows = {
      {"", R"("")"},
      {"Hello, Wörld", R"("Hello, Wörld")"},
      {"a\"b\\c/", R"("a\"b\\c/")"},
      {"\n\r\t", R"("\n\r\t")"},
      {std::string("\0\x01\b\f\x1b\x1f", 6), R"("\u0000\u0001\u0008\u000c\u001b\u001f")"},
      {"a\x7f"
       "b",
       R"("a\u007fb")"},
      {"\u0080\u0085\u009f\u00a0", "\"\\u0080\\u0085\\u009f\u00a0\""},
      {"\u2028\u2029", R"("\u2028\u2029")"},
      {"\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
       R"("\u202a\u202e\u2066\u2069\u200e\u200f\u061c")"},
      {"日本 🎯👩‍👧", "\"日本 🎯👩‍👧\""},
      {"\ufeff\u200b\ue000", "\"\ufeff\u200b\ue000\""},
  };
  for (const auto& [bytes, json] : rows) CHECK(json_of(bytes) == json);
}

TEST_CASE("each maximal part of an invalid sequence is one U+FFFD") {
  const std::vector<Row> rows = {
      {"\xff", "\"\ufffd\""},
      {"a\xe2\x82", "\"a\ufffd\""},
      {"\xe2\x82"
       "b\n",
       "\"\ufffdb\\n\""},
      {"\xf0\x9f\x98\xf0\x9f", "\"\ufffd\ufffd\""},
      {"\xc0\xaf", "\"\ufffd\ufffd\""},
      {"\xed\xa0\x80", "\"\ufffd\ufffd\ufffd\""},
      {"\x80\u202e\"", "\"\ufffd\\u202e\\\"\""},
  };
  for (const auto& [bytes, json] : rows) CHECK(json_of(bytes) == json);
}

TEST_CASE("no other code points are escaped, and all of them read back") {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 0x61) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, c);
    const std::string json = json_of(text);
    const bool raw = json == '"' + text + '"';
    if (raw == is_escaped(c) || nlohmann::json::parse(json) != text) {
      CAPTURE(static_cast<unsigned>(c), json);
      CHECK(false);
    }
  }
}

TEST_CASE("numbers are the shortest that read back") {
  struct Sample {
    double value;
    std::string json;
  };
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<Sample> rows = {
      {0, "0"},
      {1, "1"},
      {-0.25, "-0.25"},
      {0.1, "0.1"},
      {-0.000035, "-3.5e-05"},
      {1677652288, "1677652288"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e300, "1e+300"},
      {5e-324, "5e-324"},
      {-9999, "-9999"},
      {inf, "null"},
      {-inf, "null"},
      {std::nan(""), "null"},
  };
  for (const auto& [value, json] : rows) CHECK(number(value) == json);
}

TEST_CASE("every double reads back bit for bit") {
  std::mt19937_64 random(1);  // NOLINT: the same numbers every time
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    const std::string json = number(value);
    const double back = nlohmann::json::parse(json).get<double>();
    if (std::bit_cast<std::uint64_t>(back) != std::bit_cast<std::uint64_t>(value)) {
      CAPTURE(json);
      CHECK(false);
    }
  }
}

TEST_CASE("integers are digits, and unknown ones null") {
  std::string out;
  append_json_integer(out, std::int64_t{-7});
  out += ' ';
  append_json_integer(out, std::numeric_limits<std::int64_t>::min());
  out += ' ';
  append_json_integer(out, std::optional<std::uint64_t>(12));
  out += ' ';
  append_json_integer(out, std::optional<int>());
  CHECK(out == "-7 -9223372036854775808 12 null");
}

TEST_CASE("a terminal gets invisible characters as escapes, except where they mean something") {
  const std::string family = "\"\U0001F469\u200D\U0001F680 \u00e9\"";
  std::string out;
  append_visible_json(out, "{\"a\\n\u200b\": \"\ufeff\U000E0061\"}\n" + family);
  CHECK(out == "{\"a\\n\\u200b\": \"\\ufeff\\udb40\\udc61\"}\n" + family);
}
