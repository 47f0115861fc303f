#include "explore/tree.hpp"

#include <algorithm>
#include <utility>

namespace logprobs::explore {
namespace {

ShowOptions without_marks(ShowOptions options) {
  options.marks = Marks::none;
  options.lines = false;
  return options;
}

/// Leaves what follows the forced token, or the one that was drawn first: the last tokens of what
/// came, since its first ones may repeat the text that it goes on with.
void keep_rest(const Answer& whole, std::size_t fork_token, Answer& came) {
  std::vector<Token>& tokens = came.choices.front().tokens;
  const std::size_t all = whole.choices.front().tokens.size();
  const std::size_t rest = all - std::min(all, fork_token + 1);
  tokens.erase(tokens.begin(),
               tokens.end() - static_cast<std::ptrdiff_t>(std::min(rest, tokens.size())));
  came.choices.front().message.clear();
}

/// Every continuation that was drawn is known by all that it says.
bool is_same_draw(const Node& node, std::size_t parent, const Branch& branch) {
  return node.parent == parent && node.branch.fork == branch.fork && !branch.fork.forces() &&
         node.branch.tokens == branch.tokens;
}

}  // namespace

Node::Node(std::size_t from, Branch what, Answer whole, Continued what_came,
           const ShowOptions& options)
    : parent(from),
      branch(std::move(what)),
      answer(std::move(whole)),
      came(std::move(what_came)),
      said(came.answer, without_marks(options)) {}

const Node* Tree::node(std::size_t number) const {
  const auto found = nodes_.find(number);
  return found == nodes_.end() ? nullptr : found->second.get();
}

const Answer& Tree::answer(std::size_t number) const {
  const Node* const found = node(number);
  return found == nullptr ? *trunk_ : found->answer;
}

std::size_t Tree::add(std::size_t parent, const Fork& fork, Continued came, std::size_t times) {
  const Answer& from = answer(parent);
  Branch branch = branch_of(from, fork, came.answer);
  for (const auto& [number, other] : nodes_) {
    if (!is_same_draw(*other, parent, branch)) continue;
    other->times += times;
    return number;
  }
  Answer whole = joined(from, fork, came.answer);
  whole.fields = from.fields;  // what was asked is among them
  keep_rest(whole, fork.token, came.answer);
  nodes_.emplace(next_, std::make_unique<Node>(parent, std::move(branch), std::move(whole),
                                               std::move(came), options_));
  nodes_.at(next_)->times = times;
  return next_++;
}

std::size_t Tree::add_question(const std::string& question, Continued came) {
  Answer whole = came.answer;
  whole.question = question;
  Branch branch;
  for (const Token& token : whole.choices.front().tokens) {
    branch.tokens.emplace_back(whole.view(token.shown));
  }
  nodes_.emplace(next_, std::make_unique<Node>(Node::no_parent, std::move(branch), std::move(whole),
                                               std::move(came), options_));
  return next_++;
}

const std::string& Tree::request_of(std::size_t number) const {
  const Node* found = node(number);
  while (found != nullptr && !found->is_question()) found = node(found->parent);
  return found == nullptr ? no_request_ : found->came.request;
}

std::optional<std::size_t> Tree::find(std::size_t parent, const Fork& fork) const {
  for (const auto& [number, node] : nodes_) {
    if (node->parent == parent && node->branch.fork == fork && fork.forces()) return number;
  }
  return std::nullopt;
}

std::size_t Tree::drop(std::size_t number) {
  const Node* const dropped = node(number);
  if (dropped == nullptr) return trunk;
  const std::size_t parent = dropped->is_question() ? trunk : dropped->parent;
  std::vector<std::size_t> below;
  for (const auto& [other, node] : nodes_) {
    if (node->parent == number) below.push_back(other);
  }
  for (const std::size_t other : below) drop(other);
  nodes_.erase(number);
  return parent;
}

std::vector<TreePlace> Tree::order() const {
  std::vector<TreePlace> all;
  put_below(trunk, {}, all);
  put_below(Node::no_parent, {}, all);
  return all;
}

std::vector<std::size_t> Tree::numbers() const {
  std::vector<std::size_t> all;
  for (const auto& [number, node] : nodes_) all.push_back(number);
  return all;
}

void Tree::put_below(std::size_t parent, const TreePlace& place,
                     std::vector<TreePlace>& all) const {
  std::vector<std::size_t> children;
  for (const auto& [number, node] : nodes_) {
    if (node->parent == parent) children.push_back(number);
  }
  std::stable_sort(children.begin(), children.end(), [&](std::size_t a, std::size_t b) {
    return node(a)->branch.fork.token < node(b)->branch.fork.token;
  });
  for (const std::size_t number : children) {
    TreePlace here{number, place.last.size(), place.last};
    here.last.push_back(number == children.back());
    all.push_back(here);
    put_below(number, here, all);
  }
}

Candidate Tree::first(std::size_t number) const {
  const Node* const found = node(number);
  if (found == nullptr || found->is_question()) return {};
  const Fork& fork = found->branch.fork;
  const std::vector<Token>& tokens = found->answer.choices.front().tokens;
  if (fork.forces()) return forced(answer(found->parent), fork);
  if (fork.token >= tokens.size()) return {};
  return candidate_at(found->answer, tokens[fork.token], chosen_itself);
}

}  // namespace logprobs::explore
