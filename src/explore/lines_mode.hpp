// A walk by a line at a time: for ears, slow lines, and terminals that cannot do more.
#pragma once

#include <string>
#include <string_view>

#include "explore/inquiry.hpp"
#include "explore/tree_walk.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Answers each command with a line of visible text.
class LinesMode {
 public:
  /// `inquiry`: whoever asks for branches, which must outlive this; null: nobody does.
  LinesMode(const Answer& answer, const ShowOptions& options, Inquiry* inquiry = nullptr)
      : walks_(answer, options), inquiry_(inquiry == nullptr ? &nobody_ : inquiry) {}
  LinesMode(const LinesMode&) = delete;
  LinesMode& operator=(const LinesMode&) = delete;

  /// What it says at first: the facts of the answer, and where the cursor is.
  std::string greeting() const;
  /// What it says to a command.
  std::string take(std::string_view line);
  bool is_over() const { return is_over_; }
  Tree& tree() { return walks_.tree(); }

 private:
  Walk& walk() { return walks_.walk(); }
  const Walk& walk() const { return walks_.walk(); }
  std::string search(std::string_view words);
  std::string go_to(std::string_view place);
  std::string candidates() const;
  std::string ask(std::string_view word);
  std::string wait(std::string said);
  std::string branch(std::string_view word);
  std::string move(std::string_view word);
  std::string here() const;
  std::string filter();

  TreeWalk walks_;
  Inquiry nobody_{nullptr, "nobody can be asked to go on with this answer"};
  Inquiry* inquiry_;
  std::string asked_by_;  // what waits for somebody to agree
  bool is_over_ = false;
};

}  // namespace logprobs::explore
