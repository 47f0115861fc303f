// What happens at each key while somebody chooses an answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "explore/answer_list.hpp"
#include "explore/keys.hpp"
#include "explore/stage.hpp"
#include "explore/typed_line.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// A screen with the list of answers.
class Chooser {
 public:
  /// Both must outlive this.
  Chooser(AnswerList& list, const ShowOptions& options) : list_(list), options_(options) {}

  /// What the owner of the terminal has to do: Action::list opens the selected answer.
  Action take(const Key& key);
  std::vector<std::string> rows(int columns, int rows);
  /// Shows a sentence, which must be visible text, until the next key.
  void say(std::string note) { note_ = std::move(note); }

 private:
  void move(const Key& key);

  AnswerList& list_;
  const ShowOptions& options_;
  TypedLine typed_;
  std::string before_;  // the filter, before another is typed
  std::string note_;
};

}  // namespace logprobs::explore
