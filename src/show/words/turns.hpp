// Decides which choice of a growing answer is painted next.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// The tokens of one choice to be painted next.
struct Turn {
  std::size_t choice = 0;  ///< in Answer::choices
  std::size_t begin = 0;   ///< its first token to be painted
  std::size_t end = 0;     ///< one past the last
  bool first = false;      ///< whether the choice's text begins here
  bool last = false;       ///< whether it ends here, or another choice's turn comes
};

/// The order in which choices are painted. `as_they_begin`: one may be painted before a lower one
/// of which nothing has come. `sorted`: as in Answer::choices, so lower ones are waited for.
enum class Order { as_they_begin, sorted };

/// Gives the turn to the lowest unfinished choice; the others wait until that is finished.
class Turns {
 public:
  explicit Turns(Order order = Order::as_they_begin) : order_(order) {}

  /// Sets `turn` to the next one, which counts as painted then; false if nothing can be painted
  /// yet. `done`: the answer is finished.
  bool next(const Answer& answer, bool done, Turn& turn);
  /// Forgets everything, for the next answer.
  void reset();

 private:
  struct Record {
    int index = 0;
    Kind kind = Kind::content;
    std::size_t painted = 0;
    bool shown = false;
  };
  bool is_due(const Answer& answer, std::size_t place, bool done) const;
  bool is_next(const Answer& answer, std::size_t place) const;
  bool other_is_due(const Answer& answer, std::size_t current, std::size_t first) const;

  Order order_;
  std::vector<Record> records_;               // one for each of Answer::choices
  std::optional<std::pair<int, Kind>> open_;  // index and kind of the choice being painted
  std::size_t next_ = 0;                      // the first choice that may be due
};

}  // namespace logprobs::show
