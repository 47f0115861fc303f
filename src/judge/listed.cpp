#include "judge/listed.hpp"

#include <algorithm>
#include <optional>

#include "logprobs/candidate.hpp"

namespace logprobs::judge {
namespace {

std::string_view text_of(const Answer& answer, const Alternative& entry) {
  return answer.view(entry.shown.size == 0 ? entry.text : entry.shown);
}

}  // namespace

bool is_usable(double logprob) { return is_scored(logprob) && !is_floor(logprob); }

List list_of(const Answer& answer, const Token& token, const Verdict& verdict) {
  List list;
  Repetitions repetitions;
  const Alternative* const begin = answer.begin(token);
  const Alternative* const chosen = verdict.chosen >= 0 ? begin + verdict.chosen : nullptr;
  std::optional<Listed> last;
  if (is_usable(token.logprob)) {
    const double p = probability(chosen != nullptr ? chosen->logprob : token.logprob);
    last = {chosen != nullptr ? verdict.chosen : chosen_itself, listed(answer, token), p, true};
  }
  for (const Alternative* entry = begin; entry != answer.end(token); ++entry) {
    if (!is_usable(entry->logprob)) continue;
    list.least = probability(entry->logprob);
    const bool again = repetitions.repeats(answer, *entry);
    if (again || (last && chosen != nullptr && same_entry(answer, *entry, *chosen))) continue;
    list.entries.push_back(
        {static_cast<std::int32_t>(entry - begin), text_of(answer, *entry), list.least, false});
  }
  if (last) list.entries.push_back(*last);
  for (const Listed& entry : list.entries) list.rest -= entry.probability;
  list.rest = std::max(list.rest, 0.0);
  return list;
}

}  // namespace logprobs::judge
