// Finds where the line at the front of a source ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/frame/source.hpp"

namespace logprobs::read {

/// What ends a line. `lf`: LF alone, so that a CR before it is white space of the line; `any`: LF,
/// CR LF or CR, as in SSE.
enum class LineEnds { lf, any };

struct Line {
  std::string_view text;    ///< without its end
  bool ended = false;       ///< its end came: one byte; of CR LF, the CR
  bool too_long = false;    ///< it is above the limit, and `text` only its beginning
  bool unfinished = false;  ///< the source ends in it
};

/// Searches no byte twice, however the bytes come in pieces.
class LineFinder {
 public:
  /// Sets `line` to the rest of the line at the front, of at most `max_line` bytes. False while its
  /// end has not come.
  bool find(const Source& source, LineEnds ends, std::uint64_t max_line, Line& line);

 private:
  std::uint64_t no_lf_before_ = 0;  // in the source: searched for LF before
  std::uint64_t no_cr_before_ = 0;  // likewise for CR
};

}  // namespace logprobs::read
