// Branches of an answer: where they leave it, and what they say instead. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explore/rejoin.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs::explore {

/// Another token in the place of one that was chosen.
struct Fork {
  std::size_t choice = 0;         ///< its place in Answer::choices
  std::size_t token = 0;          ///< its place in Choice::tokens
  std::int32_t entry = no_entry;  ///< as Verdict identifies the token that is forced; no_entry:
                                  ///< none is, and that token is drawn as well

  bool forces() const { return entry != no_entry; }
  bool operator==(const Fork&) const = default;
};

/// What came when a token was forced, or drawn.
struct Branch {
  Fork fork{};
  std::vector<std::string> tokens{};  ///< their texts, the forced one first
  Rejoin rejoin{};
  bool began_anew = false;  ///< the server began an answer of its own, and `rejoin` means nothing
  /// Of the tokens after the forced one; NaN: unknown.
  double perplexity = std::numeric_limits<double>::quiet_NaN();
  std::string problem{};  ///< why there is no branch, a phrase; empty: there is one

  /// All that it says from the forced token on.
  std::string text() const;
};

/// The runner-up of every token of the content that has a clue, most probable first: the best token
/// besides the one that was chosen.
std::vector<Fork> runners_up(const Answer& answer, const Report& report);

/// The choice of content whose tokens --branch counts: the first. Absent if there is none.
std::optional<std::size_t> first_content(const Answer& answer);

/// The alternative with this rank, from 1 on, of those that were listed for a token; absent if
/// there is no such.
std::optional<Fork> fork_at(const Answer& answer, const Report& report, std::size_t choice,
                            std::size_t token, std::size_t rank);

/// The token that is forced; an empty one if none is.
Candidate forced(const Answer& answer, const Fork& fork);

/// What the answer says before the token that is forced, and what it says from there on.
std::string text_before(const Answer& answer, const Fork& fork);
std::string text_from(const Answer& answer, const Fork& fork);

/// True if that token was chosen anyway.
bool is_chosen(const Report& report, const Fork& fork);

/// True for a token that ends an answer, such as <|im_end|>: nothing comes after it.
bool ends_answer(std::string_view token);

/// True if a choice ended because it was long enough.
bool is_limited(const Choice& choice);

/// True if what came does not go on with `before`, the answer up to the forced token, and with
/// that, but begins again: as `answer` or `before` does, as far as four words of it.
bool begins_anew(std::string_view before, std::string_view answer, std::string_view came);

/// The branch that came as `came`, whose tokens follow the forced one; it must have a choice.
Branch branch_of(const Answer& answer, const Fork& fork, const Answer& came);

/// The answer as it would have been: up to the fork, the forced token, and what came then.
Answer joined(const Answer& answer, const Fork& fork, const Answer& came);

/// What became of a branch, a phrase: describe(rejoin), or why that is not known.
std::string outcome(const Branch& branch);
/// The same where there is little room: "rejoins", "no branch".
std::string_view short_outcome(const Branch& branch);

}  // namespace logprobs::explore
