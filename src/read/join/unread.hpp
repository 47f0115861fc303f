// Data of streams that nobody understood.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

class Unread {
 public:
  /// Notes such data, which is at `place`, unless servers send it only so that the connection stays
  /// open.
  void note(std::string_view data, const Place& place);
  /// Notes what `other` has, which comes later, and empties it.
  void take(Unread& other);
  bool any() const { return count_ != 0; }
  /// The first of it, quoted, and how many more there are: “{"a":1}” and 2 more.
  std::string quoted() const;
  /// Where the first of it is.
  const Place& place() const { return place_; }

 private:
  std::string first_;  // quoted
  Place place_;
  std::size_t count_ = 0;
};

}  // namespace logprobs::read
