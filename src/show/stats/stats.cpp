#include "show/stats/stats.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "logprobs/logprob.hpp"
#include "show/stats/count_fields.hpp"
#include "show/stats/saved_stats.hpp"

namespace logprobs::show {
namespace {

void add_count(std::uint64_t& into, std::uint64_t from) { into += from; }

/// Adds what was counted by name.
template <typename Value, typename Merge>
void merge_entries(ByName<Value>& into, ByName<Value>&& from, const Merge& merge) {
  for (auto& [name, value] : from) merge(entry(into, name, merge), std::move(value));
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

/// An id without the number at its end, and without what parts the two: "task" of "task-0017".
std::string_view prefix_of(std::string_view id) {
  const auto last_not_of = [&](std::string_view characters) {
    const std::size_t last = id.find_last_not_of(characters);
    return id.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  id = last_not_of("0123456789");
  return last_not_of("-_.:/#");
}

auto merging(const StatsOptions& options) {
  return [&options](Stats& into, Stats&& from) { into.merge(std::move(from), options); };
}

}  // namespace

void Stats::add(const Answer& answer) {
  ++answers;
  if (answer.failure) ++entry(failures, answer.failure->code, add_count);
}

void Stats::add(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                const StatsOptions& options) {
  if (choice.tokens.empty()) return;
  const Summary& summary = report.summary;
  ++choices;
  ++entry(finish_reasons, choice.finish_reason, add_count);
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
  keep_worst(worst, answer, choice, summary, options);
}

void Stats::merge(Stats&& other, const StatsOptions& options) {
  for (const CountField& one : count_fields) this->*one.count += other.*one.count;
  for (std::size_t i = 0; i < bands.size(); ++i) bands[i] += other.bands[i];
  for (std::size_t i = 0; i < histogram.size(); ++i) histogram[i] += other.histogram[i];
  merge_entries(failures, std::move(other.failures), add_count);
  merge_entries(finish_reasons, std::move(other.finish_reasons), add_count);
  sum_logprob.add(other.sum_logprob);
  surprisals.merge(other.surprisals);
  perplexities.merge(other.perplexities);
  keep_worst(worst, std::move(other.worst), options);
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

void GroupedStats::add(const Answer& answer, const Report& report, const StatsOptions& options) {
  if (options.truth) calibration.add(answer, report, *options.truth);
  const auto each = [&](const Choice& choice, const auto& count) {
    count(all);
    if (options.group_by == GroupBy::none) return;
    count(entry(groups, group_of(answer, choice, options.group_by), merging(options)));
  };
  const Choice none;
  each(answer.choices.empty() ? none : answer.choices.front(),
       [&](Stats& stats) { stats.add(answer); });
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    each(choice, [&](Stats& stats) { stats.add(answer, choice, report.choices[i], options); });
  }
}

void GroupedStats::merge(GroupedStats&& other, const StatsOptions& options) {
  all.merge(std::move(other.all), options);
  merge_entries(groups, std::move(other.groups), merging(options));
  calibration.merge(other.calibration);
}

bool StatsView::load(std::string_view saved, const LineOf& line_of) {
  GroupedStats loaded;
  if (!show::load(saved, line_of, options_.stats.truth.get(), loaded)) return false;
  stats_.merge(std::move(loaded), options_.stats);
  return true;
}

void StatsView::save(std::string& out) const {
  show::save(stats_, options_.stats.truth.get(), out);
}

void StatsView::absorb(View& other) {
  auto& same = dynamic_cast<StatsView&>(other);
  stats_.merge(std::exchange(same.stats_, {}), options_.stats);
}

}  // namespace logprobs::show
