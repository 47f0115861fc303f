// Cuts a source into documents: JSON values, lines, or events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "read/frame/document.hpp"
#include "read/frame/events.hpp"
#include "read/frame/lines.hpp"
#include "read/frame/preface.hpp"
#include "read/frame/source.hpp"
#include "read/frame/values.hpp"

namespace logprobs::read {

/// Decides once what its source is: an SSE stream, JSON Lines, or JSON values one after another;
/// then cuts it. Finds the same documents however the bytes come in pieces.
class Framer {
 public:
  /// The largest document or line, and the largest line of an SSE stream if that is less; bytes.
  explicit Framer(std::uint64_t max_bytes, std::uint64_t max_event_line = UINT64_MAX);

  /// Room for the source's next bytes, at least 64 KiB; the same until some of it is filled.
  std::span<char> space();
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size) { source_.buffer.filled(size); }
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// Says that the source has ended.
  void finish() { source_.finished = true; }

  /// Sets `document` to the next one. False when more bytes are needed or, after finish(), when no
  /// document is left.
  bool next(Document& document);
  /// True when nothing is left of a source that has ended.
  bool ended() const { return source_.finished && mode_ == Mode::ended; }
  /// True if the line that waits for its end is a stream's [DONE].
  bool done_is_waiting() const { return mode_ == Mode::events && events_.done_is_waiting(source_); }
  /// True if only white space and headers came.
  bool was_blank() const { return blank_; }

 private:
  enum class Mode { opening, lines, events, values, ended };

  bool choose_mode();
  bool cut(Document& document);
  bool next_line(Document& document);

  Source source_;
  Mode mode_ = Mode::opening;
  bool blank_ = true;
  Preface preface_;
  std::size_t scanned_ = 0;  // in the buffer: searched for the end of the first line
  LineCutter lines_;
  EventCutter events_;
  ValueCutter values_;
};

}  // namespace logprobs::read
