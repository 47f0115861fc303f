// What a source may be encoded in: gzip, zstd, UTF-16.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace logprobs::read {

/// `unknown`: more bytes are needed to tell.
enum class EncodingName { unknown, none, gzip, zstd, utf16_le, utf16_be };

/// The encoding of what begins with `front`. `last`: no bytes follow.
EncodingName encoding_of(std::string_view front, bool last);

/// Decodes one piece of encoded data: a gzip member, a zstd frame, or a text in UTF-16. It keeps no
/// bytes of its own, apart from a compressor's window, so memory stays bounded whatever the data.
class Encoding {
 public:
  /// How far decode() came. No byte is used or written when it needs more of `in` than there is.
  struct Step {
    std::size_t used = 0;     ///< bytes of `in`
    std::size_t written = 0;  ///< bytes of `out`
    bool ended = false;       ///< all of the piece is decoded; what follows is another
    std::string problem{};    ///< why no more can be decoded, a sentence; empty if more can
  };

  Encoding() = default;
  virtual ~Encoding() = default;
  Encoding(const Encoding&) = delete;
  Encoding& operator=(const Encoding&) = delete;

  /// Decodes the front of `in` into `out` as far as both reach; neither overlaps the other.
  virtual Step decode(std::string_view in, std::span<char> out) = 0;
};

std::unique_ptr<Encoding> make_gzip();
std::unique_ptr<Encoding> make_zstd();
/// UTF-16, from its byte order mark on; U+FFFD takes the place of each unpaired surrogate.
std::unique_ptr<Encoding> make_utf16(bool big_endian);
/// By name; null for `unknown` and `none`.
std::unique_ptr<Encoding> make_encoding(EncodingName name);

/// What people call it; empty for `unknown` and `none`.
std::string_view spoken_name(EncodingName name);

}  // namespace logprobs::read
