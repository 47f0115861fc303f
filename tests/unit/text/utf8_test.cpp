#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::append_code_point;
using logprobs::append_utf8;
using logprobs::is_utf8;

namespace {

struct Repair {
  std::string_view bytes;
  std::string_view repaired;
};

std::string repaired(std::string_view bytes) {
  std::string out;
  append_utf8(out, bytes);
  return out;
}

std::string encoded(char32_t code_point) {
  std::string out;
  append_code_point(out, code_point);
  return out;
}

}  // namespace

TEST_CASE("well-formed UTF-8 is recognised and kept") {
  const std::string_view bytes =
      GENERATE(as<std::string_view>{},  //
               "", "a", "eight by", "nine byte", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80",
               "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
               "\xf4\x8f\xbf\xbf", "naïve 日本語 🏴", "日本語 plain 日本");
  CAPTURE(bytes);
  CHECK(is_utf8(bytes));
  CHECK(repaired(bytes) == bytes);
}

TEST_CASE("the first bytes of a text end between characters") {
  const std::string_view text = "a€b";
  const std::string_view wanted = GENERATE_COPY("", "a", "a€", "a€b");
  const std::size_t next = text.substr(wanted.size()).starts_with("€") ? 3 : 1;
  for (std::size_t more = 0; more < next; ++more) {
    CHECK(logprobs::first_bytes(text, wanted.size() + more) == wanted);
  }
  CHECK(logprobs::first_bytes("\x80\x80", 1).empty());
}

TEST_CASE("NUL is a character like any other") {
  CHECK(is_utf8(std::string_view("a\0b", 3)));
  CHECK(repaired(std::string_view("a\0b", 3)) == std::string_view("a\0b", 3));
}

TEST_CASE("each maximal part of an invalid sequence becomes U+FFFD") {
  const Repair row = GENERATE(values<Repair>({
      {"\x80", "�"},                                          // a continuation on its own
      {"\xbf\xbf", "��"},                                     //
      {"\xc0\xaf", "��"},                                     // overlong
      {"\xc1\xbf", "��"},                                     //
      {"\xe0\x80\xbf", "���"},                                //
      {"\xf0\x8f\xbf\xbf", "����"},                           //
      {"\xed\xa0\x80", "���"},                                // a surrogate
      {"\xed\xbf\xbf", "���"},                                //
      {"\xf4\x90\x80\x80", "����"},                           // above U+10FFFF
      {"\xf5\x80", "��"},                                     // never a lead
      {"\xff", "�"},                                          //
      {"\xc3", "�"},                                          // unfinished
      {"\xe6\x97", "�"},                                      //
      {"\xf0\x9f\x92", "�"},                                  //
      {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", "����A"},      // Unicode 15, table 3-11
      {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", "��������A"},  // table 3-8
      {"\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", "��������A"},  // table 3-9
      {"eight by\xff", "eight by�"},                          //
      {"日\xe6\x97本", "日�本"},                              //
      {"0123456\xc3", "0123456�"},                            // across the words of the fast path
  }));
  CAPTURE(row.repaired);
  CHECK_FALSE(is_utf8(row.bytes));
  CHECK(repaired(row.bytes) == row.repaired);
}

TEST_CASE("an invalid byte is found anywhere in a long text") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'a');
    text[at] = '\x80';
    CAPTURE(at);
    CHECK_FALSE(is_utf8(text));
  }
}

TEST_CASE("text is appended to what was there before") {
  std::string out = "before ";
  append_utf8(out, "\xff!");
  CHECK(out == "before �!");
}

TEST_CASE("code points are encoded") {
  CHECK(encoded(0) == std::string(1, '\0'));
  CHECK(encoded('A') == "A");
  CHECK(encoded(0x7F) == "\x7f");
  CHECK(encoded(0x80) == "\xc2\x80");
  CHECK(encoded(0x7FF) == "\xdf\xbf");
  CHECK(encoded(0x800) == "\xe0\xa0\x80");
  CHECK(encoded(0xD7FF) == "\xed\x9f\xbf");
  CHECK(encoded(0xD800) == "�");
  CHECK(encoded(0xDFFF) == "�");
  CHECK(encoded(0xE000) == "\xee\x80\x80");
  CHECK(encoded(0xFFFF) == "\xef\xbf\xbf");
  CHECK(encoded(0x10000) == "\xf0\x90\x80\x80");
  CHECK(encoded(0x10FFFF) == "\xf4\x8f\xbf\xbf");
  CHECK(encoded(0x110000) == "�");
  CHECK(encoded(0xFFFFFFFF) == "�");
}

TEST_CASE("exactly the scalar values survive encoding and checking") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    const std::string bytes = encoded(code_point);
    if (!is_utf8(bytes) || (bytes == "�") != (surrogate || code_point == 0xFFFD)) {
      CAPTURE(code_point);
      FAIL();
    }
  }
}
