// What is asked while somebody walks: one request after another, none before it was said who is
// asked.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "explore/asker.hpp"
#include "explore/tree.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Grows trees by what a model says. Its sentences are visible text.
class Inquiry {
 public:
  /// `asker` must outlive this; null: nobody is asked, and `why_not` is the sentence that says so.
  explicit Inquiry(Asker* asker, std::string why_not = {})
      : asker_(asker), why_not_(std::move(why_not)) {}

  // Each returns a sentence: what is asked for now, or what the first request of a session would
  // cost, or why there is none. `tree` must outlive what is asked; `walk` is through `node` of it.

  /// Goes on with an alternative of the token under the cursor, as the panel numbers it.
  std::string go_on(Tree& tree, std::size_t node, const Walk& walk, std::size_t number);
  /// The same with the runner-up of every clue.
  std::string what_if(Tree& tree, std::size_t node, const Walk& walk);
  /// Goes on several times with what is before the cursor.
  std::string draw(Tree& tree, std::size_t node, const Walk& walk);

  /// What is to be said before a question is typed: who is asked; or why nobody is, with `may_ask`
  /// false.
  std::string about_question(const Tree& tree, std::size_t node, bool& may_ask) const;
  /// Asks it; who is asked was said.
  std::string ask(Tree& tree, std::size_t node, const std::string& question);

  /// True if requests wait for somebody to agree: the first ones, or more than before.
  bool waits() const { return state_ == State::named; }
  /// Asks for what waits.
  std::string agree();
  /// Forgets it.
  void refuse() {
    if (waits()) state_ = State::idle;
  }

  bool is_running() const { return state_ == State::running; }
  /// "asking gpt-4o at api.openai.com: 2 of 7".
  std::string progress() const;
  /// Is readable when attend() has something to do; -1: never.
  int descriptor() const { return is_running() ? asker_->descriptor() : -1; }
  /// Takes what came, and asks for what is next; a sentence once all is there, else empty.
  std::string attend();
  /// Does that until all is there.
  std::string finish();
  /// Stops it.
  std::string stop();
  /// Called with each tree that has changed. Its sentence says what went wrong with keeping it;
  /// empty: nothing.
  std::function<std::string(const Tree&)> changed = [](const Tree&) { return std::string(); };
  /// The number of the branch that came last of what was asked for last; Tree::trunk: none did.
  std::size_t newest() const { return newest_; }

 private:
  enum class State { idle, named, running };
  enum class Kind { one, runners_up, draws, question };

  void prepare(Tree& tree, std::size_t node, Kind kind, std::vector<Fork> forks);
  std::string begin(Tree& tree, std::size_t node, const Walk& walk, Kind kind,
                    std::vector<Fork> forks);
  std::string start();
  std::string take(Continued came);
  std::string sum() const;
  std::string sum_of_draws() const;
  std::string problems() const;

  Asker* asker_;
  std::string why_not_;
  std::size_t agreed_ = 0;  // how many requests at once somebody agreed to, at most
  State state_ = State::idle;
  Kind kind_ = Kind::one;
  std::string whom_;  // is asked
  Tree* tree_ = nullptr;
  std::size_t node_ = 0;
  std::vector<Fork> forks_;
  std::string question_;
  std::size_t asked_ = 0;          // of them
  std::vector<std::size_t> came_;  // branches, each once
  std::size_t failed_ = 0;
  std::string problem_;  // the first
  std::string unkept_;   // why the tree cannot be kept
  std::size_t newest_ = 0;
};

/// What became of a branch, a sentence: "“ my” in place of “ October”: does not rejoin".
std::string sentence(const Tree& tree, std::size_t number);

}  // namespace logprobs::explore
