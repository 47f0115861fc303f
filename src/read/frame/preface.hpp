// Skips what may come before the first document of a source: a byte order mark, blank lines, and
// the headers that `curl -i` leaves in a file.
#pragma once

#include <cstddef>
#include <string_view>

#include "read/frame/source.hpp"

namespace logprobs::read {

/// Whether a text begins with something; unknown while more of it must come to tell.
enum class Begins { no, yes, unknown };
/// Whether `text` begins with `prefix`. `finished`: no more of it comes.
Begins begins(std::string_view text, std::string_view prefix, bool finished);

class Preface {
 public:
  /// Drops what came of the preface. True at its end, or if one of its lines exceeds the source's
  /// limit; false if more bytes are needed.
  bool skip(Source& source);

 private:
  bool skip_mark(Source& source);
  bool skip_blank_lines(Source& source);
  bool skip_headers(Source& source);

  bool past_mark_ = false;
  bool in_headers_ = false;
  std::size_t scanned_ = 0;  // in the buffer: searched before
};

}  // namespace logprobs::read
