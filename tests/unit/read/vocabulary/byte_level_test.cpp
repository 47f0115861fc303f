#include "read/vocabulary/byte_level.hpp"

#include <set>
#include <string>

#include "catch.hpp"
#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

std::string bytes_of(std::string_view spelled) {
  std::string bytes;
  return append_byte_level(spelled, bytes) ? bytes : "none";
}

TEST_CASE("each byte is spelled by one character up to U+0143") {
  std::set<std::string> bytes;
  for (char32_t code_point = 0; code_point <= 0x200; ++code_point) {
    std::string spelled;
    append_code_point(spelled, code_point);
    std::string byte;
    if (!append_byte_level(spelled, byte)) continue;
    CHECK(code_point <= 0x143);
    CHECK(byte.size() == 1);
    bytes.insert(byte);
  }
  CHECK(bytes.size() == 256);
}

TEST_CASE("printable bytes spell themselves, others are counted from U+0100") {
  CHECK(bytes_of("aZ~!") == "aZ~!");
  CHECK(bytes_of("\u00A1\u00AC\u00AE\u00FF") == "\xA1\xAC\xAE\xFF");
  CHECK(bytes_of("\u0100") == std::string(1, '\0'));
  CHECK(bytes_of("\u010A\u0120\u0121") == "\n \x7F");
  CHECK(bytes_of("\u0142\u0143") == "\xA0\xAD");
  CHECK(bytes_of(byte_level_space) == " ");
}

TEST_CASE("a character that is spelled by bytes may come in pieces") {
  CHECK(bytes_of("\u00E2\u0124\u00AC") == "\u20AC");
  CHECK(bytes_of("\u00E2\u0124") == "\xE2\x82");
}

TEST_CASE("a space, a control and anything beyond U+0143 spell no byte") {
  for (const char* const text : {" ", "\n", "\x7F", "\u00AD", "\u00A0", "\u0144", "a\u2581",
                                 "\u4E00a", "\uFF5C", "\U0001F600", "a b", "\xC4"}) {
    INFO(text);
    CHECK(bytes_of(text) == "none");
  }
}

}  // namespace
}  // namespace logprobs::read
