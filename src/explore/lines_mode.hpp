// A walk by a line at a time: for ears, slow lines, and terminals that cannot do more.
#pragma once

#include <string>
#include <string_view>

#include "explore/walk.hpp"

namespace logprobs::explore {

/// Answers each command with a line of visible text.
class LinesMode {
 public:
  LinesMode(const Answer& answer, const ShowOptions& options) : walk_(answer, options) {}

  /// What it says at first: the facts of the answer, and where the cursor is.
  std::string greeting() const;
  /// What it says to a command.
  std::string take(std::string_view line);
  bool is_over() const { return is_over_; }

 private:
  std::string go(std::string_view place);
  std::string move(std::string_view word);
  std::string here() const;
  std::string filter();

  Walk walk_;
  bool is_over_ = false;
};

}  // namespace logprobs::explore
