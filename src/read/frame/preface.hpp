// Skips what may come before the first document of a source: a byte order mark, blank lines, and
// the headers that `curl -i` leaves in a file.
#pragma once

#include <cstddef>
#include <string_view>

#include "read/frame/source.hpp"

namespace logprobs::read {

/// Whether a text begins with a prefix; unknown while it is shorter and more may come.
enum class Begins { no, yes, unknown };
Begins begins(std::string_view text, std::string_view prefix, bool finished);

class Preface {
 public:
  /// Drops the preface so far. True at its end, or if one of its lines is above the limit; false
  /// if more bytes are needed.
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
