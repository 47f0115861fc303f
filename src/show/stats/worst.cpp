#include "show/stats/worst.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "show/words/heading.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

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

/// All that can differ, so that the order is total.
auto rank(const WorstChoice& choice) {
  return std::tuple(-choice.badness, std::string_view(choice.source), choice.offset, choice.line,
                    std::string_view(choice.name_in_line), std::string_view(choice.custom_id),
                    choice.tokens, choice.unsure, choice.perplexity, choice.min_probability);
}

bool is_worse(const WorstChoice& a, const WorstChoice& b) { return rank(a) < rank(b); }

}  // namespace

std::string heading(const WorstChoice& choice) {
  return line_name(choice.source, choice.line) + choice.name_in_line;
}

void keep_worst(std::vector<WorstChoice>& worst, const Answer& answer, const Choice& choice,
                const Summary& summary, const StatsOptions& options) {
  WorstChoice found;
  found.badness = badness(choice, summary, options.worst_by);
  const bool is_full = worst.size() >= options.worst;
  if (summary.scored == 0 || (is_full && (worst.empty() || found.badness < worst.back().badness))) {
    return;
  }
  found.source = answer.source;
  found.line = answer.place.line;
  found.offset = answer.place.offset;
  found.name_in_line = name_in_line(answer, choice);
  found.custom_id = answer.custom_id;
  found.tokens = choice.tokens.size();
  found.unsure = summary.unsure;
  found.perplexity = summary.perplexity;
  found.min_probability = shown_probability(summary.min_logprob);
  worst.insert(std::upper_bound(worst.begin(), worst.end(), found, is_worse), std::move(found));
  if (worst.size() > options.worst) worst.pop_back();
}

void keep_worst(std::vector<WorstChoice>& worst, std::vector<WorstChoice>&& others,
                const StatsOptions& options) {
  const auto middle = static_cast<std::ptrdiff_t>(worst.size());
  std::move(others.begin(), others.end(), std::back_inserter(worst));
  std::inplace_merge(worst.begin(), worst.begin() + middle, worst.end(), is_worse);
  if (worst.size() > options.worst) worst.resize(options.worst);
}

}  // namespace logprobs::show
