// Whether a branch of an answer comes back to what the answer says. Texts are compared, not what
// they mean.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace logprobs::explore {

/// So many words in a row that are the same make a branch rejoin.
inline constexpr std::size_t words_to_rejoin = 8;

/// What became of a branch.
enum class Becomes {
  rejoins,  ///< from some word on it says the same for eight words, or to the end of both
  differs,  ///< it ended, and does not rejoin
  unknown,  ///< it, or the answer, was ended by its limit before that was known
};

/// How a branch goes on next to the answer that it leaves.
struct Rejoin {
  Becomes becomes = Becomes::unknown;
  std::size_t after = 0;  ///< if it rejoins: its tokens before the first of the same words, 1 or
                          ///< more, since the first was forced

  bool operator==(const Rejoin&) const = default;
};

/// Compares the texts of a branch's tokens, the forced one first, with `rest`, what the answer says
/// from that place on. `limited`: one of both was ended by a limit. Words are compared without case
/// and punctuation; in scripts without spaces each character is a word. Takes linear time.
Rejoin compare(std::span<const std::string_view> branch, std::string_view rest, bool limited);

/// "rejoins after 3 tokens: wording only", "does not rejoin", "not known yet".
std::string describe(const Rejoin& rejoin);

}  // namespace logprobs::explore
