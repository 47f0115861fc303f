#include "judge/ranking.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace logprobs::judge {
namespace {

using Entries = std::span<const Alternative>;

/// The scored alternatives, which come first.
Entries scored(const Answer& answer, const Token& token) {
  const Alternative* const begin = answer.begin(token);
  const Alternative* end = answer.end(token);
  while (end != begin && !is_scored(end[-1].logprob)) --end;
  return {begin, end};
}

/// The place of the entry that fits; of several, that with the nearest logprob; or no_entry.
template <typename Fits>
std::int32_t find_nearest(Entries list, double logprob, Fits fits) {
  std::int32_t found = no_entry;
  double distance = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!fits(list[i])) continue;
    // NaN, as between two infinities, is as far away as can be.
    const double difference = std::abs(list[i].logprob - logprob);
    const double apart = list[i].logprob == logprob ? 0
                         : std::isnan(difference)   ? std::numeric_limits<double>::infinity()
                                                    : difference;
    if (found != no_entry && !(apart < distance)) continue;
    found = static_cast<std::int32_t>(i);
    distance = apart;
    if (distance == 0) break;
  }
  return found;
}

std::int32_t find_chosen(const Answer& answer, const Token& token, Entries list) {
  const auto has_id = [](const Alternative& entry) { return entry.id.has_value(); };
  if (token.id && std::any_of(list.begin(), list.end(), has_id)) {
    return find_nearest(list, token.logprob,
                        [&](const Alternative& entry) { return entry.id == token.id; });
  }
  const std::string_view text = answer.view(token.text);
  const std::int32_t by_bytes = find_nearest(list, token.logprob, [&](const Alternative& entry) {
    return answer.view(entry.text) == text;
  });
  if (by_bytes != no_entry) return by_bytes;
  const std::string_view name = answer.view(token.name);
  return find_nearest(list, token.logprob,
                      [&](const Alternative& entry) { return answer.view(entry.name) == name; });
}

/// How many different tokens there are among entries with the same logprob.
std::size_t count_different(const Answer& answer, Entries run) {
  if (run.size() < 2) return run.size();
  std::vector<std::pair<std::optional<std::int64_t>, std::string_view>> keys;
  for (const Alternative& entry : run) {
    keys.emplace_back(entry.id, entry.id ? "" : answer.view(entry.text));
  }
  std::sort(keys.begin(), keys.end());
  return static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

/// 1 + the entries strictly above `logprob`, not counting repeated ones.
std::uint32_t rank_of(const Answer& answer, Entries list, double logprob) {
  std::size_t above = 0;
  for (std::size_t begin = 0; begin < list.size() && list[begin].logprob > logprob;) {
    std::size_t end = begin + 1;
    while (end < list.size() && list[end].logprob == list[begin].logprob) ++end;
    above += count_different(answer, list.subspan(begin, end - begin));
    begin = end;
  }
  return static_cast<std::uint32_t>(above + 1);
}

/// The first entry that does not repeat the one at the front.
Ranked find_second(const Answer& answer, Entries list) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (!same_entry(answer, list[i], list[0]))
      return {list[i].logprob, static_cast<std::int32_t>(i)};
  }
  return {};
}

/// Whether a chosen token that is missing from the list belongs there: it is at least as probable
/// as the last entry.
bool belongs(double logprob, Entries list) {
  if (!is_scored(logprob)) return false;
  const double last = list.back().logprob;
  // All logprobs above 0 mean the same probability, and so do all floors.
  const bool probable_enough = std::min(logprob, 0.0) >= std::min(last, 0.0);
  return probable_enough || (is_floor(logprob) && is_floor(last));
}

void add_chosen(double logprob, Ranking& ranking) {
  ranking.best_other = ranking.first.logprob;
  if (logprob > ranking.first.logprob) {
    ranking.second = ranking.first;
    ranking.first = {logprob, chosen_itself};
  } else if (!(logprob <= ranking.second.logprob)) {
    ranking.second = {logprob, chosen_itself};
  }
}

}  // namespace

Ranking rank(const Answer& answer, const Token& token) {
  Ranking ranking;
  const Entries list = scored(answer, token);
  if (list.empty()) {
    ranking.rank = token.rank.value_or(0);
    return ranking;
  }
  ranking.first = {list[0].logprob, 0};
  ranking.second = find_second(answer, list);
  ranking.chosen = find_chosen(answer, token, list);
  if (ranking.chosen != no_entry) {
    const double logprob = list[static_cast<std::size_t>(ranking.chosen)].logprob;
    ranking.rank = rank_of(answer, list, logprob);
    ranking.best_other = (ranking.chosen == 0 ? ranking.second : ranking.first).logprob;
  } else if (belongs(token.logprob, list)) {
    ranking.rank = rank_of(answer, list, token.logprob);
    add_chosen(token.logprob, ranking);
  } else {
    ranking.best_other = ranking.first.logprob;
  }
  // Of raw logits it is known among the whole vocabulary.
  if (answer.logits && token.rank) ranking.rank = *token.rank;
  return ranking;
}

}  // namespace logprobs::judge
