#include "read/encoding/encoding.hpp"

#include <algorithm>
#include <array>

#include "logprobs/read.hpp"

namespace logprobs::read {
namespace {

using namespace std::string_view_literals;

struct EncodingMark {
  std::string_view bytes;
  EncodingName name;
};

// In the order in which they are tried: UTF-32 begins as UTF-16 does.
constexpr std::array encoding_marks{
    EncodingMark{"\x1F\x8B\x08"sv, EncodingName::gzip},
    EncodingMark{"\x28\xB5\x2F\xFD"sv, EncodingName::zstd},
    EncodingMark{"\x50\x2A\x4D\x18"sv, EncodingName::zstd},  // a skippable frame
    EncodingMark{"\xFF\xFE\0\0"sv, EncodingName::none},
    EncodingMark{"\xFF\xFE"sv, EncodingName::utf16_le},
    EncodingMark{"\xFE\xFF"sv, EncodingName::utf16_be},
};

/// The number of a skippable frame is free in its lowest four bits.
bool same(char byte, char expected) {
  return byte == expected || (expected == '\x50' && (byte & 0xF0) == expected);
}

}  // namespace

EncodingName encoding_of(std::string_view front, bool last) {
  for (const auto& [bytes, name] : encoding_marks) {
    const std::size_t size = std::min(front.size(), bytes.size());
    if (!std::equal(front.begin(), front.begin() + size, bytes.begin(), same)) continue;
    if (size == bytes.size()) return name;
    if (!last) return EncodingName::unknown;
  }
  return EncodingName::none;
}

std::unique_ptr<Encoding> make_encoding(EncodingName name) {
  switch (name) {
    case EncodingName::gzip:
      return make_gzip();
    case EncodingName::zstd:
      return make_zstd();
    case EncodingName::utf16_le:
    case EncodingName::utf16_be:
      return make_utf16(name == EncodingName::utf16_be);
    case EncodingName::unknown:
    case EncodingName::none:
      break;
  }
  return nullptr;
}

std::string_view spoken_name(EncodingName name) {
  switch (name) {
    case EncodingName::gzip:
      return "gzip data";
    case EncodingName::zstd:
      return "zstd data";
    case EncodingName::utf16_le:
    case EncodingName::utf16_be:
      return "UTF-16 text";
    case EncodingName::unknown:
    case EncodingName::none:
      break;
  }
  return "";
}

}  // namespace logprobs::read

namespace logprobs {

bool is_encoded(std::string_view front) {
  return read::encoding_of(front, true) != read::EncodingName::none;
}

}  // namespace logprobs
