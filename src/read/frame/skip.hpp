// Passes over what says nothing: headers, and the rest of a line.
#pragma once

#include <cstddef>
#include <string_view>

#include "read/frame/lines.hpp"
#include "read/frame/source.hpp"

namespace logprobs::read {

/// The bytes of white space at the front of `text`, up to the end of its line.
std::size_t blanks(std::string_view text);

/// Whether nothing but white space is at the front of `text` up to the end of its line.
bool is_line_over(std::string_view text);

/// Takes all of it as it comes, so that nothing is kept.
class Skipper {
 public:
  /// The rest of a line, but not its end.
  void begin_rest_of_line() { in_line_ = true; }
  /// The headers that `curl -i` writes, from their first line up to a blank line, or to a value or
  /// an event's data.
  void begin_headers() { in_line_ = in_headers_ = true; }
  /// True until all of it was passed over.
  bool busy() const { return in_line_ || in_headers_; }
  /// Takes what came of it; the source is not empty. False if more bytes are needed.
  bool pass_over(Source& source, LineEnds ends);

 private:
  bool pass_headers(Source& source);

  bool in_line_ = false;
  bool in_headers_ = false;
};

}  // namespace logprobs::read
