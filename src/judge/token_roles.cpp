#include "judge/token_roles.hpp"

#include <algorithm>

#include "judge/listed.hpp"

namespace logprobs::judge {
namespace {

/// Whether the list of a token leaves nothing to choose from.
bool is_forced(const Answer& answer, const Token& token, const Verdict& verdict) {
  constexpr double certain = 1 - 1e-6;
  if (!(verdict.probability >= certain)) return false;
  const auto possible =
      std::count_if(answer.begin(token), answer.end(token),
                    [](const Alternative& entry) { return is_usable(entry.logprob); });
  return possible <= 1;
}

}  // namespace

void give_role(const Part& part, Role role, std::vector<Role>& roles) {
  for (std::size_t i = part.first; i < part.last; ++i) roles[i] = std::max(roles[i], role);
}

Joint sum_of_roles(const Choice& choice, const std::vector<Role>& roles) {
  Joint joint;
  double* const sums[] = {&joint.around, &joint.punctuation, &joint.keys, &joint.values};
  for (std::size_t i = 0; i < roles.size(); ++i) {
    *sums[static_cast<std::size_t>(roles[i])] += summand(choice.tokens[i].logprob);
  }
  return joint;
}

std::optional<bool> is_constrained(const JudgedChoice& judged, const std::vector<Role>& roles) {
  constexpr std::size_t enough = 3;  // tokens to judge by
  constexpr double nearly_all = 0.95;
  std::size_t structural = 0;
  std::size_t forced = 0;
  bool lists_others = false;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const Token& token = judged.choice.tokens[i];
    lists_others = lists_others || token.alternatives.size > 1;
    if (roles[i] != Role::key && roles[i] != Role::punctuation) continue;
    ++structural;
    if (is_forced(judged.answer, token, judged.report.verdicts[i])) ++forced;
  }
  if (structural < enough || !lists_others) return std::nullopt;
  return static_cast<double>(forced) >= nearly_all * static_cast<double>(structural);
}

}  // namespace logprobs::judge
