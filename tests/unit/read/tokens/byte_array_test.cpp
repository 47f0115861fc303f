#include "read/tokens/byte_array.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/model.hpp"

using logprobs::Answer;
using logprobs::read::append_base64;
using logprobs::read::append_byte_array;
using logprobs::read::Context;
using logprobs::read::end_of_equal_bytes;
using logprobs::read::is_base64;

namespace {

/// The array of a string's bytes, with room after it for a load of any width.
std::string array_of(std::string_view string, std::string_view separator) {
  std::string out = "[";
  for (const char c : string) {
    if (out.size() > 1) out += separator;
    out += std::to_string(static_cast<unsigned char>(c));
  }
  return out + "]" + std::string(64, '0');
}

/// Whether the array is found to have the string's bytes, and to end where it does.
bool is_equal(const std::string& array, std::string_view string) {
  const char* const end = end_of_equal_bytes(array.c_str(), string);
  if (end != nullptr) CHECK(end == array.c_str() + array.find(']') + 1);
  return end != nullptr;
}

struct Appended {
  bool good = false;
  std::string bytes{};
  std::string trouble{};
};

Appended append(const std::string& text) {
  Appended appended;
  Answer answer;
  Context context{answer, false, text};
  appended.good = append_byte_array(text.data(), appended.bytes, context);
  appended.trouble = context.trouble.path + " " + context.trouble.what;
  return appended;
}

}  // namespace

TEST_CASE("an array that repeats the token string is recognized, whatever the byte") {
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const char c = static_cast<char>(byte);
    const bool repeats = c != '\\';
    for (const std::string& string : {std::string(1, c), std::string{'a', c, 'b'}}) {
      CHECK(is_equal(array_of(string, ","), string) == repeats);
      CHECK(is_equal(array_of(string, ", "), string) == repeats);
    }
    const char next = static_cast<char>(byte + 1);
    CHECK_FALSE(is_equal(array_of({&next, 1}, ","), {&c, 1}));
  }
}

TEST_CASE("an array that differs from the token string, or is spaced oddly, is not recognized") {
  CHECK_FALSE(is_equal(array_of("ab", ","), "a"));
  CHECK_FALSE(is_equal(array_of("a", ","), "ab"));
  CHECK_FALSE(is_equal(array_of("ab", " ,"), "ab"));
  CHECK_FALSE(is_equal(array_of("ab", ",  "), "ab"));
  CHECK_FALSE(is_equal(array_of("", ","), ""));
}

TEST_CASE("the numbers of an array are appended") {
  for (const char* text : {"[0,97,255]", "[ 0 , 97,\n255\t]", "[000,97,255],"}) {
    CAPTURE(text);
    const Appended appended = append(text);
    CHECK(appended.good);
    CHECK(appended.bytes == std::string("\0a\xff", 3));
  }
  CHECK((append("[]").good && append("[ ]").bytes.empty()));
}

TEST_CASE("what is not a byte is named by its place in the array") {
  for (const char* text : {"[97,256]", "[97,-1]", "[97,1.5]", "[97,\"a\"]", "[97,]", "[97,98",
                           "[97,00000]", "[97,null]"}) {
    CAPTURE(text);
    const Appended appended = append(text);
    CHECK_FALSE(appended.good);
    CHECK(appended.trouble == "[1] is not a byte (a whole number from 0 to 255)");
  }
}

TEST_CASE("base64 is decoded") {
  struct Row {
    std::string_view text;
    std::string_view bytes;
  };
  const Row row = GENERATE(values<Row>({{R"("")", ""},
                                        {R"("Zg==")", "f"},
                                        {R"("Zm8=")", "fo"},
                                        {R"("Zm9v")", "foo"},
                                        {R"("Zm9vYmE=")", "fooba"},
                                        {R"("+/+/")", "\xFB\xFF\xBF"},
                                        {R"("4oKs")", "\xE2\x82\xAC"}}));
  CAPTURE(row.text);
  CHECK(is_base64(row.text));
  std::string bytes;
  append_base64(row.text.data(), bytes);
  CHECK(bytes == row.bytes);
}

TEST_CASE("a string with other characters, or of another length, is not base64") {
  for (const char* text : {R"("Zg=")", R"("Zg")", R"("Z===")", R"("Zg==Zg==")", R"("Zg-_")",
                           R"("a b ")", R"("Zg\n=")", R"(")", "Zg==", "[]"}) {
    CAPTURE(text);
    CHECK_FALSE(is_base64(text));
  }
}
