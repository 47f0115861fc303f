#include "show/stats/stats_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "logprobs/logprob.hpp"
#include "logprobs/text.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {

std::string grouped(std::uint64_t number) {
  const std::string digits = fmt::format("{}", number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string counted(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", grouped(number), what, number == 1 ? "" : "s");
}

double share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? unknown_logprob : static_cast<double>(part) / static_cast<double>(whole);
}

std::string share_percent(double share) { return percent(share, std::span<const double>{}); }

std::string name_or_unknown(std::string_view name) {
  return name.empty() ? "unknown" : visible(name);
}

std::uint64_t count_of(const Stats& stats, const ClueInfo& info) {
  if (info.clue == &Clues::low) return stats.low;
  return info.clue == &Clues::ambiguous ? stats.ambiguous : stats.not_top;
}

std::string counts_text(const Counts& counts) {
  std::vector<std::pair<std::string_view, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [name, count] : sorted) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name_or_unknown(name), grouped(count));
  }
  return text;
}

std::string answers_text(const Stats& stats) {
  std::uint64_t failed = 0;
  for (const auto& [code, count] : stats.failures) failed += count;
  std::string text = grouped(stats.answers);
  if (stats.broken > 0) text += fmt::format(" and {} that cannot be read", grouped(stats.broken));
  if (failed > 0)
    text += fmt::format(", {} failed: {}", grouped(failed), counts_text(stats.failures));
  return text;
}

std::string tokens_text(const Stats& stats) {
  std::string text = grouped(stats.tokens);
  if (stats.choices != stats.answers) {
    text += fmt::format(" in {}", counted(stats.choices, "choice"));
  }
  if (stats.unscored > 0) text += fmt::format(", {} unscored", grouped(stats.unscored));
  if (stats.floors > 0) {
    text += fmt::format(", {} with a floor for a logprob", grouped(stats.floors));
  }
  return text;
}

}  // namespace logprobs::show
