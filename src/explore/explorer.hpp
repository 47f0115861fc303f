// What happens at each key while somebody walks through an answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explore/commands.hpp"
#include "explore/inquiry.hpp"
#include "explore/keys.hpp"
#include "explore/page.hpp"
#include "explore/stage.hpp"
#include "explore/tree_walk.hpp"
#include "explore/typed_line.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Walks through one answer and its branches.
class Explorer {
 public:
  /// `has_list`: there are other answers. `inquiry`: whoever asks for branches, which must outlive
  /// this; null: nobody does.
  Explorer(const Answer& answer, const ShowOptions& options, bool has_list,
           Inquiry* inquiry = nullptr);
  Explorer(const Explorer&) = delete;
  Explorer& operator=(const Explorer&) = delete;

  /// Takes what is new of a growing answer.
  void update(const Answer& answer);
  Action take(const Key& key);
  std::vector<std::string> rows(int columns, int rows);

  /// Is readable when attend() has something to do; -1: never.
  int descriptor() const { return inquiry_->descriptor(); }
  /// Takes what came of what is asked for.
  void attend();
  /// Stops what is asked for. False if nothing is.
  bool stop();

  const Walk& walk() const { return walks_.walk(); }
  const TreeWalk& walks() const { return walks_; }
  Tree& tree() { return walks_.tree(); }
  std::string_view view() const { return view_; }
  const std::string& copied() const { return copied_; }
  bool wants_mouse() const { return wants_mouse_; }
  /// Shows a sentence, which must be visible text, until the next key.
  void say(std::string note) { state_.note = std::move(note); }
  /// Shows a sentence, which must be visible text, whenever there is no other; empty: the keys.
  void set_status(std::string status) { state_.status = std::move(status); }

 private:
  enum class Mode { walking, helping, leaving };

  Walk& here() { return walks_.walk(); }
  Action walk_by(Command command, const Key& key);
  bool agree_by(const Key& key);
  void branch_by(Command command, const Key& key);
  bool choose_by(const Key& key);
  std::string standing_note() const;
  void move_by(Command command);
  void type(const Key& key);
  void type_question();
  void find(const std::string& words);
  Action choose_view(const Key& key);
  void help_by(const Key& key);
  void change_threshold(double by);
  void change_temperature();
  void change_colour();
  Action copy();

  TreeWalk walks_;
  Inquiry nobody_{nullptr, "nobody can be asked to go on with this answer"};
  Inquiry* inquiry_;
  Key asked_by_;           // what waits for somebody to agree
  std::size_t fresh_ = 0;  // a branch that came and was not walked through; 0: none
  Page page_;
  PageState state_;
  Mode mode_ = Mode::walking;
  bool is_question_ = false;  // what is typed
  TypedLine help_words_;      // what the help is searched for
  std::string view_ = "text";
  std::string copied_;
  std::size_t help_top_ = 0;  // rows of the help that are scrolled away
  bool wants_mouse_ = false;
  bool follows_ = false;  // the end of an answer that grows
};

}  // namespace logprobs::explore
