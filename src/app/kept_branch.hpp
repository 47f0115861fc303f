// Branches in a file of --save, a line each, after the answer that they leave.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/save_file.hpp"
#include "cli/options.hpp"
#include "explore/branches.hpp"
#include "explore/tree.hpp"
#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs::app {

/// What a line is called that says where a branch leaves: one of Answer::fields where answers are
/// walked through.
inline constexpr const char* kept_branch_key = "branch";

/// Where a branch of a file leaves what.
struct KeptFork {
  std::uint64_t line = 0;  ///< of the file: where what it leaves begins; counts from 1
  int choice = 0;          ///< the index of a choice of that
  std::size_t token = 0;
  std::size_t rank = 0;   ///< of the alternative that is forced, as --branch counts; 0: none is
  std::string forced{};   ///< its text
  std::size_t times = 1;  ///< how often it was drawn

  bool operator==(const KeptFork&) const = default;
};

/// True unless it is known of all files that they have no branches: those that can be looked at
/// have them at their ends, as --save writes them.
bool may_have_branches(const std::vector<std::string>& files);

/// Where the answer of a file leaves another; absent if it leaves none.
std::optional<KeptFork> kept_fork(const Answer& answer, const cli::Options& options);

/// A branch of `answer`, which begins at line `line`, as it is kept.
KeptFork describe(const Answer& answer, const Report& report, const explore::Fork& fork,
                  std::uint64_t line);
/// Where it leaves `answer`; absent if that has no such token.
std::optional<explore::Fork> find_fork(const Answer& answer, const Report& report,
                                       const KeptFork& kept);

/// The line that keeps a branch: its request, what came, and where it leaves. A branch that ends
/// with the token that is forced has no request.
std::string branch_line(const KeptFork& fork, const std::string& request,
                        const std::string& response);

/// The lines of all branches of a tree. Its trunk begins at line `trunk`, and they at `first`.
std::string branch_lines(const explore::Tree& tree, std::uint64_t trunk, std::uint64_t first);

/// Has the file of its answer, which begins that, keep a tree. Returns what keep_after() returns.
std::string keep_branches(SavedAnswer& saved, const explore::Tree& tree);

}  // namespace logprobs::app
