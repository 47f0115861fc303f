// Of a response's answers, the one whose turn it is to be painted while it still grows.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs {

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
  Record& record_of(const Choice& choice);
  bool is_due(const Choice& choice, bool done);
  bool other_is_due(const Answer& answer, std::size_t current, bool done);

  std::vector<Record> records_;
  std::optional<Record> open_;  // of the choice that is being painted: its index and kind
};

}  // namespace logprobs
