// Cuts a source into lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "logprobs/model.hpp"
#include "read/frame/source.hpp"

namespace logprobs::read {

/// What ends a line. `lf`: LF alone, so that a CR before it is white space of the line; `any`: LF,
/// CR LF or CR, as in SSE.
enum class LineEnds { lf, any };

/// Finds the same lines however the bytes come in pieces.
class LineCutter {
 public:
  enum class Result {
    none,        ///< the next line's end has not come; of a finished source: no line is left
    whole,       ///< a line that has an end
    unfinished,  ///< the source's last line, which has none
    too_long,    ///< the beginning of a line above the limit, of which the rest will be skipped
  };

  /// `max_line`: the largest line, bytes.
  LineCutter(LineEnds ends, std::uint64_t max_line) : ends_(ends), max_line_(max_line) {}

  /// Sets `line` to the next line, without its end; it is valid until the next call. Drops the line
  /// before it.
  Result next(Source& source, std::string_view& line);
  /// Where the last line that next() gave begins.
  const Place& place() const { return place_; }
  /// True if that line has no end.
  bool unfinished() const { return unfinished_; }
  /// True while the rest of a line that was too long is still to be skipped.
  bool skipping() const { return skipping_; }

 private:
  std::size_t find_end(const Source& source);
  bool skip_rest(Source& source);

  LineEnds ends_;
  std::uint64_t max_line_;
  Place place_;
  bool after_cr_ = false;  // a LF that follows belongs to the CR before it
  bool skipping_ = false;
  bool unfinished_ = false;
  std::size_t scanned_ = 0;         // in the buffer: searched before
  std::uint64_t no_lf_before_ = 0;  // in the source: searched for LF before
};

}  // namespace logprobs::read
