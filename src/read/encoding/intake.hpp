// Takes in the bytes of a source, and undoes what they are encoded in.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "read/encoding/layer.hpp"
#include "read/frame/framer.hpp"

namespace logprobs::read {

/// Passes the text of a source on to a framer. Plain text is written into the framer's own buffer;
/// gzip, zstd and UTF-16, known by their first bytes, are decoded into it, also one inside another.
class Intake {
 public:
  /// `decodes`: false passes on encoded bytes as they are.
  Intake(Framer& framer, bool decodes) : framer_(framer), judged_(!decodes) {}

  /// Where to write the source's next bytes; never empty.
  std::span<char> space();
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size);
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// The same without a copy, if they are plain text: as Reader::share().
  void share(const std::shared_ptr<const char[]>& bytes, std::size_t size);
  /// Says that the source has ended.
  void finish();

  /// Decodes more text for the framer, at most what its space() holds. False if nothing is left to
  /// decode until more bytes come.
  bool pour();
  /// The encoding of which the rest could not be decoded; null if there is none. Known once the
  /// framer has all that could be.
  const Layer* failed() const;

 private:
  void take(std::size_t size, bool last);
  std::size_t read(std::size_t level, std::span<char> out);
  bool refill(std::size_t level);

  Framer& framer_;
  bool judged_;                // the text in the framer is plain
  std::size_t held_ = 0;       // bytes in the framer's space that are not judged yet
  bool finished_ = false;      // no more bytes come
  bool over_ = false;          // the framer has all
  std::vector<Layer> layers_;  // what was found to be encoded, the source first
};

}  // namespace logprobs::read
