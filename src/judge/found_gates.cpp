#include "judge/found_gates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace logprobs::judge {
namespace {

/// What a label has at least.
double least_of(const LabelShare& share) {
  return std::isnan(share.probability) ? 0 : share.probability;
}

/// What it can have at most, as far as the listed alternatives tell.
double most_of(const LabelBlock& block, std::size_t label) {
  const LabelShare& share = block.labels[label];
  double most = share.probability;
  if (std::isnan(most)) return share.bound;
  for (const Alike& alike : block.alike) {
    if (std::find(alike.labels.begin(), alike.labels.end(), label) == alike.labels.end()) continue;
    most += alike.probability;
  }
  return most;
}

bool is_searched(const ChoiceReport& choice) { return choice.kind == Kind::content; }

/// Whether there is content, and all of it has what `has` asks for.
template <typename Has>
bool all_have(const Report& report, Has has) {
  const auto lacks = [&](const ChoiceReport& choice) {
    return is_searched(choice) && !has(choice.findings());
  };
  return std::any_of(report.choices.begin(), report.choices.end(), is_searched) &&
         std::none_of(report.choices.begin(), report.choices.end(), lacks);
}

}  // namespace

Expectation compare(const LabelBlock& block, const Sought& sought) {
  double best = 0;  // of the others, what is certain, and what can be
  double possible = 0;
  std::size_t expected = 0;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    if (block.labels[i].label == *sought.expected_label) {
      expected = i;
      continue;
    }
    best = std::max(best, least_of(block.labels[i]));
    possible = std::max(possible, most_of(block, i));
  }
  if (best > most_of(block, expected)) return Expectation::failed;
  return least_of(block.labels[expected]) >= possible ? Expectation::met : Expectation::unknown;
}

std::optional<Trip> trip_of_findings(const Report& report, const Sought& sought) {
  for (std::size_t i = 0; i < report.choices.size(); ++i) {
    const std::optional<LabelBlock>& labels = report.choices[i].findings().labels;
    if (!labels || !sought.expected_label) continue;
    if (compare(*labels, sought) == Expectation::failed) {
      return Trip{Gate::expected_label, i, labels->part.first};
    }
  }
  return std::nullopt;
}

std::optional<Gate> not_found(const Report& report, const Sought& sought) {
  const auto has_labels = [](const Findings& found) { return found.labels.has_value(); };
  const auto has_rating = [](const Findings& found) { return found.rating.has_value(); };
  const auto is_judged = [&](const Findings& found) {
    return compare(*found.labels, sought) != Expectation::unknown;
  };
  if (!sought.labels.empty() && !all_have(report, has_labels)) return Gate::labels;
  if (sought.expected_label && !all_have(report, is_judged)) return Gate::expected_label;
  if (!sought.scale.empty() && !all_have(report, has_rating)) return Gate::rating;
  return std::nullopt;
}

}  // namespace logprobs::judge
