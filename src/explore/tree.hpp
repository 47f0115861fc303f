// An answer and its branches: each leaves it, or another branch, at a token. Answers to other
// questions are below it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "explore/branches.hpp"
#include "explore/walk.hpp"
#include "logprobs/model.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// What came from a fork on.
struct Continued {
  Answer answer{};         ///< with one choice, unless there is a problem
  std::string problem{};   ///< why there is none, a phrase; empty: it came
  bool hopeless = false;   ///< nothing else of this answer can be asked for either
  std::string request{};   ///< the body that asked for it, without secrets; empty: nobody was asked
  std::string response{};  ///< what came, as it came
};

/// A branch, or the answer to another question. Its address does not change.
struct Node {
  static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

  /// `whole`: the answer as it would have been.
  Node(std::size_t from, Branch what, Answer whole, Continued what_came,
       const ShowOptions& options);
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  bool is_question() const { return parent == no_parent; }

  std::size_t parent;  ///< the number of what it leaves; no_parent: it is an answer of its own
  Branch branch;       ///< where, and what became of it
  Answer answer;       ///< all that it says, from the first token on
  Continued came;      ///< the answer in it has only what follows what was forced, or drawn first
  Walk said;           ///< the same as text
  std::size_t times = 1;  ///< how often it came, if it was drawn
};

/// The place of a branch among all, to be drawn as a tree.
struct TreePlace {
  std::size_t node = 0;
  std::size_t depth = 0;  ///< 0: it leaves the trunk, or nothing
  /// Whether it is the last there: of what it leaves, from the trunk on, and of itself.
  std::vector<bool> last{};
};

/// Numbers its branches from 1 on; the trunk is 0. Numbers of dropped ones are not used again.
class Tree {
 public:
  static constexpr std::size_t trunk = 0;

  /// `answer` must outlive this, or be followed by another update().
  Tree(const Answer& answer, const ShowOptions& options) : trunk_(&answer), options_(options) {}

  /// Takes a trunk that has grown.
  void update(const Answer& answer) { trunk_ = &answer; }
  /// All that the trunk or a branch says.
  const Answer& answer(std::size_t number) const;
  /// Null for the trunk, and for what was dropped.
  const Node* node(std::size_t number) const;
  /// How many branches there are.
  std::size_t size() const { return nodes_.size(); }
  /// Adds what came from a fork of `parent` on, so many times, or counts it if it was drawn before.
  /// Returns its number.
  std::size_t add(std::size_t parent, const Fork& fork, Continued came, std::size_t times = 1);
  /// Adds the answer to another question. Returns its number.
  std::size_t add_question(const std::string& question, Continued came);
  /// The request that a branch's answer belongs to, if it is not that of the trunk; else empty.
  const std::string& request_of(std::size_t number) const;
  /// The branch that forces this already.
  std::optional<std::size_t> find(std::size_t parent, const Fork& fork) const;
  /// Removes a branch and all that leave it. Returns what it left, or else the trunk.
  std::size_t drop(std::size_t number);
  /// All branches in the order in which they are shown: by token, then as they came, each before
  /// those that leave it.
  std::vector<TreePlace> order() const;
  /// The numbers of all branches, as they came: each after what it leaves.
  std::vector<std::size_t> numbers() const;
  /// The token at which a branch leaves its parent, as it says it, and its probability.
  Candidate first(std::size_t number) const;

 private:
  void put_below(std::size_t parent, const TreePlace& place, std::vector<TreePlace>& all) const;

  const Answer* trunk_;
  ShowOptions options_;
  std::string no_request_;
  std::map<std::size_t, std::unique_ptr<Node>> nodes_;
  std::size_t next_ = 1;
};

}  // namespace logprobs::explore
