// Keeps alike messages about one source from flooding standard error.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/messages.hpp"

namespace logprobs::app {

/// Counts messages about one source. Alike are those of one gist: the first is to be written at
/// once, the others are counted. Memory is bounded: after twenty gists all others are counted
/// together.
class Tally {
 public:
  /// Counts the message; true if it is to be written.
  bool take(const Message& message);
  /// What is to be written of the others: how many there are, or the only one. Begins anew.
  std::vector<Message> end();

 private:
  struct Alike {
    std::string gist;
    Place first;
    Message last;          // if there are more than the first
    std::size_t more = 0;  // than the first
  };

  std::vector<Alike> kinds_;
  Alike others_;  // of gists that have no room in kinds_
};

}  // namespace logprobs::app
