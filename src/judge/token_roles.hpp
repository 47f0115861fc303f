// What each token of a choice writes, if the choice has JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "judge/weigh.hpp"

namespace logprobs::judge {

/// What a token writes: the first of these, from the last on, of which it has a byte.
enum class Role : std::uint8_t { around, punctuation, key, value };

/// Gives the role to tokens of a lower one.
void give_role(const Part& part, Role role, std::vector<Role>& roles);

/// The sums of the logprobs of each role.
Joint sum_of_roles(const Choice& choice, const std::vector<Role>& roles);

/// Whether keys and punctuation are those of a grammar: nearly all have probability 1 and no other
/// token listed. Nothing if that cannot be told, since no token of the choice lists another.
std::optional<bool> is_constrained(const JudgedChoice& judged, const std::vector<Role>& roles);

}  // namespace logprobs::judge
