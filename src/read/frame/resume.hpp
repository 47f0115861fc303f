// Where reading goes on after a value of several lines that turned out to be broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/frame/source.hpp"

namespace logprobs::read {

/// Where in a broken value the first line begins that may be an item; the value's size if none
/// does.
std::size_t next_item(std::string_view value);

/// The lines of a broken value, but for its first, are searched for items: the line that breaks off
/// may be the first alone.
class Resumption {
 public:
  /// Gives up the value of `size` bytes at the front of the source, and takes its first line.
  void give_up(Source& source, std::size_t size, std::size_t first_line);
  /// Says that the source's front is inside a value that is given up for its size.
  void give_up() { resuming_ = true; }
  /// True up to the next line that begins an item.
  bool resuming() const { return resuming_; }
  /// True if the source's front is inside a value that was given up.
  bool inside(const Source& source) const { return source.position().offset < lost_until_; }
  /// Says that an item begins at the source's front.
  void found_item(const Source& source) { resuming_ = inside(source); }

 private:
  bool resuming_ = false;
  std::uint64_t lost_until_ = 0;  // in the source: where the value was found to be broken
  int tries_ = 0;                 // values inside that were found to be broken too
};

}  // namespace logprobs::read
