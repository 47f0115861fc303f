// Cuts a source into documents: values, the data of events, and lines that are neither.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "logprobs/read.hpp"
#include "read/frame/document.hpp"
#include "read/frame/events.hpp"
#include "read/frame/lines.hpp"
#include "read/frame/prefix.hpp"
#include "read/frame/resume.hpp"
#include "read/frame/skip.hpp"
#include "read/frame/source.hpp"
#include "read/frame/values.hpp"

namespace logprobs::read {

/// A source is a run of items: JSON values, event lines of SSE, and foreign lines. White space,
/// byte order marks and the headers that `curl -i` writes are passed over, and so is text before an
/// event or a value in its line. Finds the same documents however the bytes come in pieces.
class Framer {
 public:
  /// The largest document or line, and the largest line of an SSE stream if that is less; bytes.
  explicit Framer(std::uint64_t max_bytes, std::uint64_t max_event_line = UINT64_MAX);

  /// Says that a line of the source begins at the next byte, with so many bytes before it. Its
  /// number is 0 if that is not known. Nothing must be left of what came before.
  void begin_at(std::uint64_t offset, std::uint64_t line);

  /// Room for the source's next bytes, at least 64 KiB; the same until some of it is filled.
  std::span<char> space();
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size) { source_.buffer.filled(size); }
  /// Copies `bytes` in: space() and filled() in one.
  void feed(std::string_view bytes);
  /// The same without a copy, if all that came before was taken: as Reader::share().
  void share(const std::shared_ptr<const char[]>& bytes, std::size_t size) {
    source_.buffer.share(bytes, size);
  }
  /// Says that nothing more has come for a while, so that a value is given before its line ends.
  void hurry() { hurried_ = true; }
  /// Says that the source has ended.
  void finish() { source_.finished = true; }

  /// Sets `document` to the next one. False when more bytes are needed or, after finish(), when no
  /// document is left.
  bool next(Document& document);
  /// Says that the last document, of the kind `json`, is none. True if its bytes will be read in
  /// another way, so that nobody need hear of it: a line or an event was presumed to be one value
  /// because of its first and last character, or text stands before a value. Not for an event that
  /// was not presumed to be one.
  bool not_json(const Document& document);
  /// True if the headers of a reply were passed over since this was asked last.
  bool take_headers() { return std::exchange(passed_headers_, false); }
  /// True when nothing is left of a source that has ended.
  bool ended() const { return ended_; }
  /// True if the line that waits for its end is a stream's [DONE].
  bool done_is_waiting() const;
  /// The first bytes of the source, up to 512, as far as they came before something was taken.
  std::string_view front() const { return source_.front(); }
  /// True if only white space and headers came.
  bool was_blank() const { return blank_; }
  /// True if all lines so far are blank, foreign, or whole values. What comes next does not depend
  /// on those.
  bool has_only_values() const { return only_values_; }
  /// Where the next line begins, if all before it was given.
  std::optional<Beginning> next_line() const;

 private:
  enum class Step { found, waits, on };

  Step step(Document& document);
  Step take_other(Document& document);
  Step at_end(Document& document);
  Step flush(Document& document);
  Step pass(std::size_t size);
  Step pass_over();
  Step end_line(Document& document);
  Step drop_line();
  bool may_resume(char front) const;
  Step take_event_line(Document& document);
  Step take_line(Document& document);
  Step go_on_with_value(Document& document);
  void give_value(Document& document);
  Step give_up_value(Document::Kind kind, Document& document);
  void give(Document::Kind kind, std::string_view text, Document& document);
  Step give_too_large(std::string_view text, bool event, Document& document);

  Source source_;
  LineFinder lines_;
  EventJoiner events_;
  ValueFinder value_;  // at the front, if it has begun
  PrefixFinder prefix_;
  Resumption resumption_;
  Skipper skipper_;
  std::uint64_t max_event_line_;
  Position given_;              // where the last document begins
  std::size_t given_size_ = 0;  // its bytes
  bool ended_ = false;
  bool blank_ = true;
  bool only_values_ = true;
  bool hurried_ = false;         // the front is read without the rest of its line
  bool in_stream_ = false;       // the last item was an event line
  bool passed_headers_ = false;  // since the last take_headers()
  bool after_cr_ = false;        // a LF that follows belongs to the CR before it
};

}  // namespace logprobs::read
