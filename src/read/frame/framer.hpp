// Cuts a source into documents: one JSON value, a line, an event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "read/frame/buffer.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {

/// A piece of a source that is decoded by itself.
struct Document {
  enum class Kind {
    json,       ///< `text` is to be one JSON value
    done,       ///< `[DONE]`
    cut,        ///< the source ends inside `text`
    too_large,  ///< longer than the limit; `text` is its beginning
  };
  Kind kind = Kind::json;
  std::string_view text;  ///< of a buffer with 64 bytes more behind it; valid until space()
  Place place;
  std::uint64_t begin = 0;  ///< what to add to a position in `text` when one is told to people
  bool event = false;       ///< from an SSE stream
  bool element = false, inside = false;  ///< of an array, of a string that was a document
  bool unfinished = false;               ///< its line has no end: the source ends there
};

/// Decides once what its source is: an SSE stream, JSON Lines, or JSON values one after another;
/// then cuts it. Fed any cut, it finds the same documents.
class Framer {
 public:
  /// The largest document or line, and the largest line of an SSE stream if that is less.
  explicit Framer(std::uint64_t max_bytes, std::uint64_t max_event_line = UINT64_MAX)
      : max_bytes_(max_bytes), max_event_line_(max_event_line) {}

  /// Room for the source's next bytes; feed() copies them there.
  std::span<char> space();
  void filled(std::size_t size) { buffer_.filled(size); }
  void feed(std::string_view bytes);
  void finish() { finished_ = true; }  ///< the source has ended

  /// The next document. False when more bytes are needed or, after finish(), when none is left.
  bool next(Document& document);
  /// True when nothing is left of a source that was finished.
  bool ended() const { return finished_ && mode_ == Mode::ended; }
  /// True when what waits for its line's end is a stream's [DONE].
  bool waits_behind_done() const;
  /// True when no more than white space (and curl's headers) came.
  bool was_blank() const { return blank_; }

 private:
  static constexpr std::size_t first_block = std::size_t{64} << 10;
  static constexpr std::size_t block = std::size_t{1} << 20;
  enum class Mode { opening, lines, events, values, ended };
  enum class Line { none, whole, unfinished, too_long };

  bool skip_preface();
  bool skip_headers();
  bool choose_mode();
  bool next_value(Document& document);
  bool give_broken(Document& document);
  bool next_line(Document& document);
  bool next_event(Document& document);
  std::uint64_t max_line() const;
  Line take_line(std::string_view& line);
  std::size_t find_line_end(std::string_view text) const;
  bool skip_line();
  bool event_line(std::string_view line, bool whole, Document& document);
  bool event_data(std::string_view data, bool whole, Document& document);
  bool give(Document::Kind kind, std::string_view text, Document& document);
  bool end();

  std::uint64_t max_bytes_;
  std::uint64_t max_event_line_;
  Buffer buffer_;
  Mode mode_ = Mode::opening;
  bool finished_ = false;
  bool blank_ = true;
  bool started_ = false;     // the byte order mark is behind us
  bool in_headers_ = false;  // of `curl -i`
  bool after_cr_ = false;    // a LF that follows belongs to the CR before it
  bool skipping_ = false;    // the rest of a line that was too long
  bool lost_event_ = false;  // the rest of an event that was too large
  bool unfinished_ = false;  // the line taken last has no end
  bool is_stream_ = false;
  bool in_event_ = false;    // a line of it was taken, so its place is known
  std::uint64_t lines_ = 0;  // lines taken so far
  std::size_t drop_ = 0;     // of buffer_, what was given out and is to go
  std::size_t scanned_ = 0;  // of buffer_, what was searched already
  ValueScanner scanner_;
  Place place_;         // of the line taken last or, in a stream, of the event's first line
  std::string data_;    // an event's data so far
  std::string joined_;  // the data of the event given last, when it had several lines
};

}  // namespace logprobs::read
