#include "app/branching_view.hpp"

#include <fmt/format.h>

#include "app/kept_branch.hpp"
#include "app/messages.hpp"
#include "app/presenter.hpp"
#include "logprobs/text.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

using explore::Branch;
using explore::Fork;

/// "token 2: “ my” in place of “ October”: does not rejoin".
std::string sentence(const Answer& answer, const Branch& branch) {
  const Token& token = answer.choices[branch.fork.choice].tokens[branch.fork.token];
  return fmt::format("token {}: {} in place of {}: {}", branch.fork.token,
                     visible_quote(explore::forced(answer, branch.fork).shown),
                     visible_quote(listed(answer, token)), explore::outcome(branch));
}

}  // namespace

void BranchingView::begin(std::string& out) {
  if (uses_view()) view_.begin(out);
}

void BranchingView::grow(const Answer& answer, const Report& report, std::string& out) {
  if (paints()) view_.grow(answer, report, out);
}

void BranchingView::remark(std::string_view line, std::string& out) {
  if (uses_view()) view_.remark(line, out);
}

void BranchingView::done(const Answer& answer, const Report& report, std::string& out) {
  if (kept_fork(answer, options_)) return;  // it goes on with another already
  const bool is_usable = answer.state == State::complete;
  if (paints() || (!is_usable && uses_view())) view_.done(answer, report, out);
  if (!is_usable) return;
  if (!options_.asks()) return branch(answer, report, out);
  waiting_.push_back({answer, report});
}

void BranchingView::end(std::string& out) {
  for (const Kept& kept : waiting_) branch(kept.answer, kept.report, out);
  if (uses_view()) view_.end(out);
}

void BranchingView::branch(const Answer& answer, const Report& report, std::string& out) {
  if (system::received_signal() != 0) return;
  if (write_ == nullptr) {
    show_branch(answer, report, out);
  } else {
    show_what_if(answer, report, out);
  }
}

void BranchingView::fail(const Answer& answer, const std::string& problem, ExitCode code) {
  if (system::received_signal() != 0) return;
  print_error(place_name(answer.source, options_.asks() ? Place{} : answer.place), problem);
  code_ = worse(code_, code);
}

std::optional<Fork> BranchingView::wanted_fork(const Answer& answer, const Report& report) {
  const cli::BranchPoint& at = *options_.branches.at;
  const auto choice = explore::first_content(answer);
  const auto fork =
      choice ? explore::fork_at(answer, report, *choice, at.token, at.rank) : std::nullopt;
  if (fork) return fork;
  const std::size_t tokens = choice ? answer.choices[*choice].tokens.size() : 0;
  fail(answer,
       at.token < tokens
           ? fmt::format("--branch: token {} has no alternative with rank {}", at.token, at.rank)
           : fmt::format("--branch: the answer has no token {}; it has {}", at.token, tokens),
       ExitCode::usage);
  return std::nullopt;
}

Came BranchingView::go_on(const Answer& answer, const Fork& fork) {
  const std::string request = conversations_.request_of(answer);
  if (request.empty()) return no_answer(no_conversation, ExitCode::usage);
  return brancher_.go_on(request, conversations_.model_for(answer, request), answer, fork);
}

/// One answer was asked for, which begins its file.
void BranchingView::keep(const Answer& answer, const Report& report, const Fork& fork,
                         const Came& came) {
  constexpr std::uint64_t first_line = 1;
  if (!options_.asks() || options_.ask.save.empty()) return;
  lines_ += branch_line(describe(answer, report, fork, first_line), came.request, came.response);
}

void BranchingView::show_branch(const Answer& answer, const Report& report, std::string& out) {
  const std::optional<Fork> fork = wanted_fork(answer, report);
  if (!fork) return;
  const Came came = go_on(answer, *fork);
  if (!came.problem.empty()) return fail(answer, came.problem, came.code);
  keep(answer, report, *fork, came);
  const Branch branch = explore::branch_of(answer, *fork, came.answer);
  const Answer whole = explore::joined(answer, *fork, came.answer);
  Report judged;
  judge(whole, options_, true, judged);
  view_.done(whole, judged, out);
  if (branch.began_anew) code_ = worse(code_, ExitCode::unusable);
  if (!options_.quiet || branch.began_anew) {
    print_error(place_name(answer.source, options_.asks() ? Place{} : answer.place),
                sentence(answer, branch));
  }
}

/// A refusal of one branch is no reason to leave out the others, but if there is no way to ask for
/// one there is none for any.
void BranchingView::show_what_if(const Answer& answer, const Report& report, std::string& out) {
  std::vector<Branch> branches;
  for (const Fork& fork : explore::runners_up(answer, report)) {
    if (system::received_signal() != 0) break;
    const Came came = go_on(answer, fork);
    if (came.code == ExitCode::usage || came.code == ExitCode::unreached) {
      fail(answer, came.problem, came.code);
      if (branches.empty()) return;
      break;
    }
    code_ = worse(code_, came.code);
    if (came.problem.empty()) keep(answer, report, fork, came);
    branches.push_back(came.problem.empty() ? explore::branch_of(answer, fork, came.answer)
                                            : Branch{.fork = fork, .problem = came.problem});
    if (branches.back().began_anew) code_ = worse(code_, ExitCode::unusable);
  }
  write_({answer, report, branches}, show_, out);
}

}  // namespace logprobs::app
