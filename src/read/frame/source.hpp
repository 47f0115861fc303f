// The bytes of a source, and how far they were taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "read/frame/buffer.hpp"

namespace logprobs::read {

/// A position in a source.
struct Position {
  std::uint64_t offset = 0;      ///< bytes of the source before it
  std::uint64_t line = 1;        ///< counts from 1
  std::uint64_t line_begin = 0;  ///< where that line begins: bytes of the source before it
  bool fresh = true;             ///< nothing is before it in the line that is more than passed over
};

/// What is taken can be read, and gone back to, until more bytes are put in.
class Source {
 public:
  explicit Source(std::uint64_t largest) : max_bytes(largest) {}

  /// What is not taken yet.
  std::string_view text() const { return buffer.text(); }
  /// The same; notes what the source begins with.
  std::string_view look() {
    if (position_.offset == 0 && front_.size() < most_front) {
      front_ = text().substr(0, most_front);
    }
    return text();
  }
  /// What it begins with, as far as that was seen before something was taken; up to 512 bytes.
  std::string_view front() const { return front_; }
  const Position& position() const { return position_; }
  /// The place of the line at the front.
  Place line_place() const {
    const auto line = knows_lines_ ? std::optional(position_.line) : std::nullopt;
    return {line, position_.line_begin};
  }

  /// Says that a line with this number, 0 if it is not known, begins at the next byte, which has so
  /// many bytes of the source before it. All that came is taken.
  void begin_at(std::uint64_t offset, std::uint64_t line);

  /// Takes bytes of a line that say nothing.
  void pass(std::size_t size);
  /// Takes a part of a line.
  void take(std::size_t size);
  /// Takes the rest of a line; these bytes include its end.
  void end_line(std::size_t size);
  /// Takes a text that has this many line ends, and `last_line` bytes after the last of them.
  void take_lines(std::size_t size, std::uint64_t line_ends, std::size_t last_line);
  /// The same for a text of which these are not known.
  void take_lines(std::size_t size);
  /// Says that the line at the front begins only there.
  void begin_line() { position_.line_begin = position_.offset; }
  void go_back(const Position& position);

  Buffer buffer{};
  std::uint64_t max_bytes;  ///< the largest document or line, bytes
  bool finished = false;    ///< no more bytes come

 private:
  static constexpr std::size_t most_front = 512;

  std::string front_;
  Position position_;
  bool knows_lines_ = true;
};

}  // namespace logprobs::read
