// Puts the lines of server-sent events (SSE) together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/frame/buffer.hpp"
#include "read/frame/document.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {

/// Gives an event as soon as its data is one whole value, so a late or missing blank line does not
/// matter. An `error:` line, which llama.cpp sends, is read as a data line of `event: error`.
class EventJoiner {
 public:
  /// `max_bytes`: the largest event.
  explicit EventJoiner(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// Takes a line that begins an event's field, or an empty one, which ends an event. Sets
  /// `document` to the event's data, and returns true, if that is complete or cannot become so.
  bool take(std::string_view line, bool unfinished, const Place& place, Document& document);
  /// Says that the last document, which was presumed to be one value, is none. Its line comes
  /// again.
  void take_back() {
    look_closely();
    in_event_ = true;
  }
  /// Says that the next line is not to be presumed to have one value.
  void look_closely() { presumes_ = false; }
  /// Says that another stream follows.
  void end() { in_event_ = error_ = lost_event_ = false; }
  /// True while the data so far is not one whole value.
  bool pending() const { return in_use_ != data_.text().size(); }
  /// Gives the data that is pending, as the event does not go on.
  bool flush(Document::Kind kind, Document& document) { return give_joined(kind, false, document); }
  /// How many bytes at the end of the last line were not taken: what follows a value and begins an
  /// item itself, as where one file was put after another that has no last line end.
  std::size_t left() const { return left_; }

 private:
  bool take_data(std::string_view data, bool unfinished, Document& document);
  bool give(Document::Kind kind, std::string_view text, bool unfinished, Document& document);
  bool give_joined(Document::Kind kind, bool unfinished, Document& document);

  std::uint64_t max_bytes_;
  Place place_;              // of the event's first line
  ValueScanner scanner_;     // of its data
  Buffer data_;              // its data so far, if that has several lines
  std::size_t in_use_ = 0;   // in data_: what was given
  std::size_t left_ = 0;     // what left() returns
  bool presumes_ = true;     // a line of data that begins and ends as a value does is one
  bool in_event_ = false;    // a line of it was taken
  bool error_ = false;       // it is called `error`, or its data is of an `error:` line
  bool lost_event_ = false;  // the rest of an event that was too large is skipped
};

}  // namespace logprobs::read
