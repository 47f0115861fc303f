#include "app/indexed_branches.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "logprobs/judge.hpp"

namespace logprobs::app {
namespace {

using explore::AnswerEntries;
using explore::AnswerEntry;
using explore::Tree;

/// The line of what `branch` belongs to: that of an earlier branch, or the first answer from its
/// line on; 0 if there is none.
std::uint64_t root_of(const IndexedBranch& branch, const AnswerEntries& entries,
                      const std::vector<IndexedBranch>& earlier) {
  for (const IndexedBranch& other : earlier) {
    if (other.file == branch.file && other.line() == branch.fork.line) return other.root;
  }
  std::uint64_t root = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const AnswerEntry& entry = entries[i];
    if (entry.file != branch.file || entry.line < branch.fork.line) continue;
    if (entry.line < branch.line() && (root == 0 || entry.line < root)) root = entry.line;
  }
  return root;
}

/// A branch that ended with what was forced has nothing else.
Answer with_one_choice(Answer answer) {
  answer.choices.resize(1);
  answer.state = State::complete;
  answer.failure.reset();
  return answer;
}

}  // namespace

std::vector<IndexedBranch> find_roots(const AnswerEntries& entries,
                                      std::vector<IndexedBranch>& branches) {
  const auto place = [](const IndexedBranch& branch) {
    return std::tuple(branch.file, branch.line());
  };
  std::sort(branches.begin(), branches.end(),
            [&](const IndexedBranch& a, const IndexedBranch& b) { return place(a) < place(b); });
  std::vector<IndexedBranch> found, lost;
  for (IndexedBranch& branch : branches) {
    branch.root = root_of(branch, entries, found);
    (branch.root == 0 ? lost : found).push_back(std::move(branch));
  }
  branches = std::move(found);
  return lost;
}

std::size_t add_branches(const std::vector<IndexedBranch>& branches, const AnswerEntry& entry,
                         Tree& tree) {
  std::map<std::uint64_t, std::size_t> numbers;  // of those that were added, by their lines
  std::size_t lost = 0;
  for (const IndexedBranch& branch : branches) {
    if (branch.file != entry.file || branch.root != entry.line) continue;
    const auto parent = numbers.find(branch.fork.line);
    const std::size_t number = parent == numbers.end() ? Tree::trunk : parent->second;
    const Answer& from = tree.answer(number);
    Report report;
    judge_answer(from, {}, report);
    const std::optional<explore::Fork> fork = find_fork(from, report, branch.fork);
    if (!fork) {
      ++lost;
      continue;
    }
    explore::Continued came;
    came.answer = with_one_choice(branch.answer);
    numbers[branch.line()] = tree.add(number, *fork, std::move(came), branch.fork.times);
  }
  return lost;
}

}  // namespace logprobs::app
