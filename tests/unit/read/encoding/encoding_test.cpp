#include "read/encoding/encoding.hpp"

#include <array>
#include <string_view>

#include "catch.hpp"

using logprobs::read::encoding_of;
using logprobs::read::EncodingName;
using namespace std::string_view_literals;

TEST_CASE("an encoding is known by its first bytes") {
  struct Row {
    std::string_view front;
    EncodingName name;
  };
  const Row row = GENERATE(values<Row>({
      {"\x1F\x8B\x08"sv, EncodingName::gzip},
      {"\x1F\x8B\x07"sv, EncodingName::none},
      {"\x28\xB5\x2F\xFD"sv, EncodingName::zstd},
      {"\x50\x2A\x4D\x18"sv, EncodingName::zstd},
      {"\x5F\x2A\x4D\x18"sv, EncodingName::zstd},
      {"\x60\x2A\x4D\x18"sv, EncodingName::none},
      {"\xFF\xFE{\0"sv, EncodingName::utf16_le},
      {"\xFE\xFF\0{"sv, EncodingName::utf16_be},
      {"\xFF\xFE\0\0{\0\0\0"sv, EncodingName::none},  // UTF-32
      {"\xEF\xBB\xBF{"sv, EncodingName::none},
      {"{"sv, EncodingName::none},
      {"(x"sv, EncodingName::none},
  }));
  CAPTURE(row.front);
  CHECK(encoding_of(row.front, false) == row.name);
  CHECK(encoding_of(row.front, true) == row.name);
}

TEST_CASE("a beginning that fits several encodings waits for more, unless it is all there is") {
  struct Row {
    std::string_view front;
    EncodingName at_the_end;
  };
  const Row row = GENERATE(values<Row>({
      {""sv, EncodingName::none},
      {"\x1F\x8B"sv, EncodingName::none},
      {"\x28\xB5\x2F"sv, EncodingName::none},
      {"P*M"sv, EncodingName::none},
      {"\xFF"sv, EncodingName::none},
      {"\xFF\xFE"sv, EncodingName::utf16_le},
      {"\xFF\xFE\0"sv, EncodingName::utf16_le},
      {"\xFE"sv, EncodingName::none},
  }));
  CAPTURE(row.front);
  CHECK(encoding_of(row.front, false) == EncodingName::unknown);
  CHECK(encoding_of(row.front, true) == row.at_the_end);
}
