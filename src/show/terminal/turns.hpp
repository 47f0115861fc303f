// Of a response's answers, the one whose turn it is to be painted while it still grows.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// Tokens of one choice that are to be painted now.
struct Turn {
  std::size_t choice = 0;  ///< in Answer::choices
  std::size_t begin = 0;   ///< tokens painted before
  std::size_t end = 0;
  bool first = false;  ///< the choice begins
  bool last = false;   ///< it is finished behind these, or another one's turn comes
};

/// The lowest unfinished choice is painted, the others wait until it is finished.
class Turns {
 public:
  /// The next turn; false when nothing can be painted now. `done`: the response is finished.
  bool next(const Answer& answer, bool done, Turn& turn);
  /// For the next response.
  void reset();

 private:
  struct Record {
    int index = 0;
    Kind kind = Kind::content;
    std::size_t painted = 0;
    bool shown = false;
  };
  void align(const Answer& answer);
  bool is_due(const Answer& answer, std::size_t place, bool done) const;
  bool other_is_due(const Answer& answer, std::size_t current) const;

  std::vector<Record> records_;               // beside Answer::choices
  std::optional<std::pair<int, Kind>> open_;  // index and kind of the one that is being painted
  std::size_t next_ = 0;  // of a finished response, where to look for what is left
};

}  // namespace logprobs::show
