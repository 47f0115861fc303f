// What happens at each key while somebody walks through an answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explore/commands.hpp"
#include "explore/keys.hpp"
#include "explore/page.hpp"
#include "explore/stage.hpp"
#include "explore/typed_line.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Walks through one answer.
class Explorer {
 public:
  /// `has_list`: there are other answers.
  Explorer(const Answer& answer, const ShowOptions& options, bool has_list);

  /// Takes what is new of a growing answer.
  void update(const Answer& answer);
  Action take(const Key& key);
  std::vector<std::string> rows(int columns, int rows);

  const Walk& walk() const { return walk_; }
  std::string_view view() const { return view_; }
  const std::string& copied() const { return copied_; }
  bool wants_mouse() const { return wants_mouse_; }
  /// Shows a sentence, which must be visible text, until the next key.
  void say(std::string note) { state_.note = std::move(note); }
  /// Shows a sentence, which must be visible text, whenever there is no other; empty: the keys.
  void set_status(std::string status) { state_.status = std::move(status); }

 private:
  enum class Mode { walking, helping, leaving };

  Action walk_by(Command command);
  void move_by(Command command);
  void type(const Key& key);
  Action choose_view(const Key& key);
  void help_by(const Key& key);
  void change_threshold(double by);
  void change_temperature();
  void change_colour();
  Action copy();

  Walk walk_;
  Page page_;
  PageState state_;
  Mode mode_ = Mode::walking;
  TypedLine help_words_;  // what the help is searched for
  std::string view_ = "text";
  std::string copied_;
  bool wants_mouse_ = false;
  bool follows_ = false;  // the end of an answer that grows
};

}  // namespace logprobs::explore
