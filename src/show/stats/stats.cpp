#include "show/stats/stats.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "logprobs/logprob.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr std::size_t most_names = 1000;
constexpr std::string_view other_names = "(others)";

/// The entry of this name; of others if there are too many names already.
template <typename Value>
Value& entry(std::map<std::string, Value, std::less<>>& entries, std::string_view name) {
  const auto found = entries.find(name);
  if (found != entries.end()) return found->second;
  return entries[std::string(entries.size() < most_names ? name : other_names)];
}

void count_token(Stats& stats, const Token& token, const Verdict& verdict) {
  ++stats.bands[static_cast<std::size_t>(verdict.band)];
  if (std::isnan(verdict.probability)) return;
  const auto bins = static_cast<double>(stats.histogram.size());
  const double bin = std::clamp(std::ceil(verdict.probability * bins) - 1, 0.0, bins - 1);
  ++stats.histogram[static_cast<std::size_t>(bin)];
  if (is_floor(token.logprob)) return;
  stats.sum_logprob.add(token.logprob);
  stats.surprisals.add(-token.logprob);
}

double badness(const Choice& choice, const Summary& summary, WorstBy by) {
  switch (by) {
    case WorstBy::perplexity:
      return -summary.mean_logprob;
    case WorstBy::probability:
      return -summary.min_logprob;
    case WorstBy::clues:
      break;
  }
  return static_cast<double>(summary.unsure) / static_cast<double>(choice.tokens.size());
}

bool is_worse(const WorstChoice& a, const WorstChoice& b) {
  return std::tuple(-a.badness, std::string_view(a.source), a.line, a.offset,
                    std::string_view(a.name)) < std::tuple(-b.badness, std::string_view(b.source),
                                                           b.line, b.offset,
                                                           std::string_view(b.name));
}

void keep_worst(Stats& stats, const Answer& answer, const Choice& choice, const Summary& summary,
                const ShowOptions& options) {
  std::vector<WorstChoice>& worst = stats.worst;
  WorstChoice found;
  found.badness = badness(choice, summary, options.stats.worst_by);
  const bool is_full = worst.size() >= options.stats.worst;
  if (summary.scored == 0 || (is_full && (worst.empty() || found.badness < worst.back().badness))) {
    return;
  }
  found.source = answer.source;
  found.line = answer.place.line;
  found.offset = answer.place.offset;
  found.name = heading(answer, choice);
  found.custom_id = answer.custom_id;
  found.tokens = choice.tokens.size();
  found.unsure = summary.unsure;
  found.perplexity = summary.perplexity;
  found.min_probability = shown_probability(summary.min_logprob);
  worst.insert(std::upper_bound(worst.begin(), worst.end(), found, is_worse), found);
  if (worst.size() > options.stats.worst) worst.pop_back();
}

/// An id without the number at its end, and without what parts the two: "task" of "task-0017".
std::string_view prefix_of(std::string_view id) {
  const auto last_not_of = [&](std::string_view characters) {
    const std::size_t last = id.find_last_not_of(characters);
    return id.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  id = last_not_of("0123456789");
  return last_not_of("-_.:/#");
}

}  // namespace

void Stats::add(const Answer& answer) {
  ++answers;
  if (answer.failure) ++entry(failures, answer.failure->code);
}

void Stats::add(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                const ShowOptions& options) {
  if (choice.tokens.empty()) return;
  const Summary& summary = report.summary;
  ++choices;
  ++entry(finish_reasons, choice.finish_reason);
  tokens += choice.tokens.size();
  scored += summary.scored;
  unscored += summary.unscored;
  floors += summary.floors;
  low += summary.low;
  ambiguous += summary.ambiguous;
  not_top += summary.not_top;
  unsure += summary.unsure;
  if (summary.unsure > 0) ++unsure_choices;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    count_token(*this, choice.tokens[i], report.verdicts[i]);
  }
  if (summary.scored > 0) perplexities.add(-summary.mean_logprob);
  keep_worst(*this, answer, choice, summary, options);
}

double Stats::perplexity() const {
  if (scored == 0) return unknown_logprob;
  return std::exp(-sum_logprob.value() / static_cast<double>(scored));
}

std::string group_of(const Answer& answer, const Choice& choice, GroupBy by) {
  switch (by) {
    case GroupBy::none:
      break;
    case GroupBy::model:
      return answer.model;
    case GroupBy::format:
      return std::string(answer.format);
    case GroupBy::finish_reason:
      return choice.finish_reason;
    case GroupBy::custom_id_prefix:
      return std::string(prefix_of(answer.custom_id));
  }
  return "";
}

void GroupedStats::add(const Answer& answer, const Report& report, const ShowOptions& options) {
  const GroupBy by = options.stats.group_by;
  const auto each = [&](const Choice& choice, const auto& count) {
    count(all);
    if (by != GroupBy::none) count(entry(groups, group_of(answer, choice, by)));
  };
  const Choice none;
  each(answer.choices.empty() ? none : answer.choices.front(),
       [&](Stats& stats) { stats.add(answer); });
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    each(choice, [&](Stats& stats) { stats.add(answer, choice, report.choices[i], options); });
  }
}

}  // namespace logprobs::show
