#include "explore/inquiry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "explore/token_words.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {
namespace {

constexpr std::size_t draws = 5;

/// Why the token under the cursor cannot be another; empty: it can.
std::string fault_of(const Walk& walk) {
  if (walk.current() == nullptr) return "there is no token to go on from";
  if (walk.answer().state == State::open) return "the answer is not whole yet";
  if (walk.choice()->kind != Kind::content) {
    return "this is not said aloud: only the answer itself can be gone on with";
  }
  return {};
}

/// The beginning of what a branch says, as it is quoted.
std::string beginning(const Node& node) {
  constexpr int widest = 24;  // cells
  const std::string text = node.branch.text();
  return isolated(fmt::format("“{}”", visible_line(text, widest)));
}

}  // namespace

std::string sentence(const Tree& tree, std::size_t number) {
  const Node& node = *tree.node(number);
  const Fork& fork = node.branch.fork;
  const Answer& from = tree.answer(node.parent);
  const std::string became = visible(outcome(node.branch));
  if (node.is_question()) {
    return fmt::format("{}: {}", isolated(visible_quote(node.answer.question)), beginning(node));
  }
  if (!fork.forces()) return fmt::format("{}: {}", beginning(node), became);
  const Token& token = from.choices[fork.choice].tokens[fork.token];
  return fmt::format("{} in place of {}: {}", isolated(visible_quote(forced(from, fork).shown)),
                     isolated(visible_quote(listed(from, token))), became);
}

std::string Inquiry::go_on(Tree& tree, std::size_t node, const Walk& walk, std::size_t number) {
  if (std::string fault = fault_of(walk); !fault.empty()) return fault;
  const auto fork =
      fork_at(walk.answer(), walk.report(), walk.choice_place(), walk.token(), number);
  if (!fork) return fmt::format("there is no alternative {}", number);
  if (is_chosen(walk.report(), *fork)) return fmt::format("{} is what was said", number);
  if (const auto known = tree.find(node, *fork)) {
    newest_ = *known;
    return sentence(tree, *known);
  }
  return begin(tree, node, walk, Kind::one, {*fork});
}

std::string Inquiry::what_if(Tree& tree, std::size_t node, const Walk& walk) {
  if (std::string fault = fault_of(walk); !fault.empty()) return fault;
  std::vector<Fork> forks = runners_up(walk.answer(), walk.report());
  const Node* const branch = tree.node(node);
  std::erase_if(forks, [&](const Fork& fork) {
    // What is before its own fork is told by what it leaves.
    const bool is_before =
        branch != nullptr && !branch->is_question() && fork.token <= branch->branch.fork.token;
    return is_before || tree.find(node, fork);
  });
  if (forks.empty()) return "no other token has a clue and an alternative";
  return begin(tree, node, walk, Kind::runners_up, std::move(forks));
}

std::string Inquiry::draw(Tree& tree, std::size_t node, const Walk& walk) {
  if (std::string fault = fault_of(walk); !fault.empty()) return fault;
  const Fork fork{walk.choice_place(), walk.token(), no_entry};
  return begin(tree, node, walk, Kind::draws, std::vector<Fork>(draws, fork));
}

std::string Inquiry::begin(Tree& tree, std::size_t node, const Walk& walk, Kind kind,
                           std::vector<Fork> forks) {
  if (asker_ == nullptr) return why_not_;
  if (is_running()) return "one thing at a time: Esc stops what is asked for";
  const std::string& request = tree.request_of(node);
  if (std::string refusal = asker_->refusal(walk.answer(), request); !refusal.empty()) {
    return refusal;
  }
  prepare(tree, node, kind, std::move(forks));
  if (forks_.size() <= agreed_) return start();
  state_ = State::named;
  const std::string times =
      forks_.size() == 1 ? std::string() : fmt::format(", {} times", forks_.size());
  return fmt::format("this asks {} for at most {} tokens{}: Enter, or the same again, asks", whom_,
                     asker_->most_tokens(), times);
}

void Inquiry::prepare(Tree& tree, std::size_t node, Kind kind, std::vector<Fork> forks) {
  tree_ = &tree;
  node_ = node;
  kind_ = kind;
  forks_ = std::move(forks);
  asked_ = failed_ = 0;
  newest_ = Tree::trunk;
  came_.clear();
  problem_.clear();
  unkept_.clear();
  whom_ = asker_->whom(tree.answer(node), tree.request_of(node));
}

std::string Inquiry::about_question(const Tree& tree, std::size_t node, bool& may_ask) const {
  may_ask = asker_ != nullptr && !is_running();
  if (asker_ == nullptr) return why_not_;
  if (is_running()) return "one thing at a time: Esc stops what is asked for";
  const auto most = asker_->most_tokens_of_question();
  return fmt::format("ask {}{}", asker_->whom(tree.answer(node), tree.request_of(node)),
                     most ? fmt::format(" for at most {} tokens", *most) : "");
}

std::string Inquiry::ask(Tree& tree, std::size_t node, const std::string& question) {
  prepare(tree, node, Kind::question, std::vector<Fork>(1));
  question_ = question;
  return agree();
}

std::string Inquiry::agree() {
  agreed_ = std::max(agreed_, forks_.size());
  return start();
}

std::string Inquiry::start() {
  state_ = State::running;
  const Answer& answer = tree_->answer(node_);
  const std::string& request = tree_->request_of(node_);
  if (kind_ == Kind::question) {
    asker_->start_question(answer, request, question_);
  } else {
    asker_->start(answer, request, forks_[asked_]);
  }
  return {};
}

std::string Inquiry::progress() const {
  const std::string count =
      forks_.size() == 1 ? std::string() : fmt::format(", {} of {}", asked_ + 1, forks_.size());
  return fmt::format("asking {}{}; Esc stops it", whom_, count);
}

std::string Inquiry::attend() {
  if (!is_running()) return {};
  std::optional<Continued> came = asker_->poll();
  return came ? take(std::move(*came)) : std::string();
}

std::string Inquiry::finish() {
  while (is_running()) {
    std::optional<Continued> came = asker_->wait();
    if (!came) return stop();
    if (std::string done = take(std::move(*came)); !is_running()) return done;
  }
  return {};
}

std::string Inquiry::take(Continued came) {
  const bool is_hopeless = came.hopeless;
  if (!came.problem.empty()) {
    ++failed_;
    if (problem_.empty()) problem_ = visible(came.problem);
  } else {
    newest_ = kind_ == Kind::question ? tree_->add_question(question_, std::move(came))
                                      : tree_->add(node_, forks_[asked_], std::move(came));
    if (std::find(came_.begin(), came_.end(), newest_) == came_.end()) came_.push_back(newest_);
    unkept_ = changed(*tree_);
  }
  ++asked_;
  if (asked_ < forks_.size() && !is_hopeless) return start();
  state_ = State::idle;
  return unkept_.empty() ? sum() : fmt::format("{}; {}", sum(), unkept_);
}

std::string Inquiry::stop() {
  if (!is_running()) return {};
  asker_->stop();
  state_ = State::idle;
  if (forks_.size() == 1) return "stopped";
  return fmt::format("stopped; {} of {} came", asked_ - failed_, forks_.size());
}

std::string Inquiry::problems() const {
  if (failed_ == 0) return {};
  if (came_.empty() && kind_ == Kind::question) return fmt::format("no answer: {}", problem_);
  if (came_.empty()) return fmt::format("no branch: {}", problem_);
  return fmt::format("; {} not there: {}", failed_, problem_);
}

std::string Inquiry::sum() const {
  if (came_.empty()) return problems();
  if (kind_ == Kind::draws) return sum_of_draws();
  if (forks_.size() == 1) return sentence(*tree_, came_.front());
  const auto differs = std::count_if(came_.begin(), came_.end(), [&](std::size_t number) {
    const Branch& branch = tree_->node(number)->branch;
    return !branch.began_anew && branch.rejoin.becomes == Becomes::differs;
  });
  return fmt::format("{} of {} branch{} do{} not rejoin{}", differs, came_.size(),
                     came_.size() == 1 ? "" : "es", differs == 1 ? "es" : "", problems());
}

/// "5 continuations: 3 × “ last update…”, 2 × “ data…”".
std::string Inquiry::sum_of_draws() const {
  std::vector<std::size_t> all = came_;
  std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) {
    return tree_->node(a)->times > tree_->node(b)->times;
  });
  std::string text = fmt::format("{} different: ", all.size());
  for (const std::size_t number : all) {
    const Node& node = *tree_->node(number);
    text +=
        fmt::format("{}{} × {}", number == all.front() ? "" : ", ", node.times, beginning(node));
  }
  return text + problems();
}

}  // namespace logprobs::explore
