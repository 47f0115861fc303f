// Cuts a stream of server-sent events (SSE) into the data of its events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/frame/document.hpp"
#include "read/frame/lines.hpp"
#include "read/frame/preface.hpp"
#include "read/frame/scan.hpp"
#include "read/frame/source.hpp"

namespace logprobs::read {

/// True if `text` begins with a field of an event, or a comment, and so is a stream; unknown while
/// more bytes are needed.
Begins begins_event(std::string_view text, bool finished);

/// Finds the same events however the bytes come in pieces. An `error:` line, which llama.cpp sends,
/// is read as a data line of `event: error`.
class EventCutter {
 public:
  /// `max_line`: the largest line, bytes.
  explicit EventCutter(std::uint64_t max_line) : lines_(LineEnds::any, max_line) {}

  /// Sets `document` to the data of the next event; false when more bytes are needed, or when no
  /// event is left.
  bool next(Source& source, Document& document);
  /// True if the line that waits for its end is [DONE].
  bool done_is_waiting(const Source& source) const;

 private:
  bool take_line(std::string_view line, bool whole, const Source& source, Document& document);
  bool take_data(std::string_view data, bool whole, const Source& source, Document& document);
  bool give(Document::Kind kind, std::string_view text, Document& document);
  bool give_joined(Document::Kind kind, Document& document);

  LineCutter lines_;
  Place place_;              // of the event's first line
  ValueScanner scanner_;     // of its data
  Buffer data_;              // its data so far, if that has several lines
  std::size_t in_use_ = 0;   // in data_: what was given
  bool in_event_ = false;    // a line of it was taken
  bool error_ = false;       // it is called `error`, or its data is of an `error:` line
  bool lost_event_ = false;  // the rest of an event that was too large is skipped
};

}  // namespace logprobs::read
