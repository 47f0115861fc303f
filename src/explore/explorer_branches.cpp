// What keys do with branches.
#include <fmt/format.h>

#include "explore/explorer.hpp"

namespace logprobs::explore {

/// What the first request would cost was said: Enter, or the same key, agrees.
bool Explorer::agree_by(const Key& key) {
  if (!inquiry_->waits()) return false;
  if (key.name == KeyName::enter || key == asked_by_) {
    say(inquiry_->agree());
    return true;
  }
  inquiry_->refuse();
  return key.name == KeyName::escape;
}

void Explorer::branch_by(Command command, const Key& key) {
  asked_by_ = key;
  Tree& tree = walks_.tree();
  switch (command) {
    case Command::go_on:
      say(inquiry_->go_on(tree, walks_.current(), here(), key.character - U'0'));
      fresh_ = inquiry_->newest();
      break;
    case Command::draw:
      say(inquiry_->draw(tree, walks_.current(), here()));
      break;
    case Command::what_if:
      say(inquiry_->what_if(tree, walks_.current(), here()));
      break;
    case Command::branches:
      if (tree.size() == 0) {
        return say(
            "there are no branches yet: 1-9 go on with an alternative, w with those of clues");
      }
      walks_.choose();
      if (tree.node(fresh_) != nullptr) {
        walks_.open(fresh_);
      } else {
        walks_.step(1);
      }
      fresh_ = Tree::trunk;
      break;
    case Command::ask:
      type_question();
      break;
    case Command::drop:
      if (inquiry_->is_running()) return say("Esc stops what is asked for; then d drops");
      if (!walks_.drop()) return say("this is the answer itself: Space shows its branches");
      if (std::string unkept = inquiry_->changed(tree); !unkept.empty()) say(std::move(unkept));
      break;
    default:
      break;
  }
}

/// Enter sends it: who is asked stands before it.
void Explorer::type_question() {
  bool may_ask = false;
  const std::string about = inquiry_->about_question(walks_.tree(), walks_.current(), may_ask);
  if (!may_ask) return say(about);
  is_question_ = true;
  state_.typed.open(about + ": ");
}

/// While somebody chooses. False for keys that mean what they mean elsewhere, which end that.
bool Explorer::choose_by(const Key& key) {
  const Command command = command_of(key);
  switch (command) {
    case Command::up:
      walks_.step(-1);
      return true;
    case Command::down:
    case Command::branches:
      walks_.step(1);
      return true;
    case Command::drop:
      branch_by(command, key);
      return true;
    case Command::stop:
      if (!stop()) walks_.chosen(false);
      return true;
    default:
      walks_.chosen(true);
      return key.name == KeyName::enter;
  }
}

void Explorer::attend() {
  const std::string done = inquiry_->attend();
  if (done.empty()) return;
  fresh_ = inquiry_->newest();
  say(fresh_ == Tree::trunk ? done : done + "; Space: branches");
}

bool Explorer::stop() {
  if (!inquiry_->is_running()) return false;
  say(inquiry_->stop());
  return true;
}

/// What the footer says until a key does something else.
std::string Explorer::standing_note() const {
  if (inquiry_->is_running()) return inquiry_->progress();
  if (walks_.is_choosing()) return "Space ↑↓ another   Enter walk through it   d drop   Esc back";
  return {};
}

}  // namespace logprobs::explore
