// Encoded data of any number of pieces: members of gzip, frames of zstd, or a text in UTF-16.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "read/encoding/encoding.hpp"
#include "read/frame/buffer.hpp"

namespace logprobs::read {

/// Decodes data however it comes in pieces. As with `zcat`, members and frames that follow one
/// another are one text, and zeros after any of them are padding; unlike there, what else follows
/// is a problem, since it may be a member that was damaged.
class Layer {
 public:
  /// `front`: the data's first bytes, by which `name` was found.
  Layer(EncodingName name, std::string_view front);

  /// Where to write the data's next bytes.
  std::span<char> space();
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size) { in_.filled(size); }
  /// Says that the data has ended.
  void finish() { finished_ = true; }

  /// Decodes into `out`; returns how many bytes it wrote. 0 if more data must come first, or if all
  /// is decoded that can be: see ended().
  std::size_t decode(std::span<char> out);
  bool ended() const { return ended_; }
  /// Why the rest could not be decoded, a sentence; empty if all was.
  const std::string& problem() const { return problem_; }
  /// True if that is because the data ends too early.
  bool cut() const { return cut_; }

 private:
  bool begin_piece();
  void end_of_data();
  void end(std::string problem);

  EncodingName name_;
  std::unique_ptr<Encoding> encoding_;  // of the current piece; null between two
  Buffer in_;
  bool full_ = false;  // the last step filled all the room that it had
  bool finished_ = false;
  bool ended_ = false;
  bool cut_ = false;
  std::string problem_;
};

}  // namespace logprobs::read
