// Finds the end of a JSON value that need not be on one line.
#pragma once

#include <cstddef>
#include <cstdint>

#include "read/frame/scan.hpp"
#include "read/frame/source.hpp"

namespace logprobs::read {

/// Follows the value at the front of a source. Looks at no byte twice, however they come in pieces.
class ValueFinder {
 public:
  enum class Result {
    waits,      ///< its end has not come
    whole,      ///< it takes size() bytes
    broken,     ///< the first size() bytes begin a value, but what follows shows that it is none
    cut,        ///< the source ends in it
    too_large,  ///< it is above the source's limit
  };

  /// Begins with the value at the front.
  void begin();
  /// True from begin() until a result other than `waits`.
  bool begun() const { return begun_; }
  Result next(const Source& source);

  std::size_t size() const { return size_; }
  /// The line ends in these bytes.
  std::uint64_t line_ends() const { return line_ends_; }
  /// How many of these bytes are after the last line end.
  std::size_t last_line() const { return size_ - line_begin_; }
  /// The size of the first line with its end; of a value on one line, 0.
  std::size_t first_line() const { return first_line_; }
  /// Of a value that is broken inside a line: where that line ends, from its own beginning on.
  std::size_t broken_line_end() const { return broken_line_end_; }

 private:
  Result find(const Source& source);
  std::size_t first_line_end(const Source& source);

  ValueScanner scanner_;
  bool begun_ = false;
  std::size_t size_ = 0;  // scanned so far
  std::uint64_t line_ends_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t first_line_ = 0;
  std::size_t broken_line_end_ = 0;
  // In the source: where a line end was searched for last, and where the search stopped. Several
  // values may be on one long line.
  std::uint64_t searched_from_ = 0;
  std::uint64_t searched_to_ = 0;
};

}  // namespace logprobs::read
