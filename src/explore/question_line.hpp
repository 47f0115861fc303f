// A line in which somebody types a question.
#pragma once

#include <string>
#include <vector>

#include "explore/keys.hpp"
#include "explore/stage.hpp"
#include "explore/typed_line.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// A question that is typed, or pasted: several lines in one paste are one question.
class QuestionLine {
 public:
  /// `about`: who is asked, visible text.
  QuestionLine(const ShowOptions& options, std::string about);

  Action take(const Key& key);
  std::vector<std::string> rows(int columns, int rows) const;
  /// What was typed; empty if it was given up.
  std::string question() const { return typed_.is_entered ? typed_.text : std::string(); }

 private:
  ShowOptions options_;
  std::string about_;
  TypedLine typed_;
  bool is_cut_ = false;  // a paste was longer than is kept
};

}  // namespace logprobs::explore
