#include "explore/token_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <numbers>

#include "logprobs/candidate.hpp"
#include "logprobs/logprob.hpp"
#include "logprobs/text.hpp"
#include "show/terminal/style.hpp"
#include "show/terminal/table_columns.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {
namespace {

constexpr int widest_entry = 200;  // cells: a row cuts it off

const Verdict& verdict_of(const Walk& walk) { return walk.choice_report()->verdicts[walk.token()]; }

std::string choice_words(std::uint32_t rank) {
  switch (rank) {
    case 2:
      return "second choice";
    case 3:
      return "third choice";
    default:
      return rank == 0 ? "not the first choice" : fmt::format("choice {}", rank);
  }
}

/// Each clue with its mark, as a mark and words.
struct ClueWords {
  std::string mark;
  std::string words;
};

std::vector<ClueWords> words_of(const Walk& walk) {
  const Verdict& verdict = verdict_of(walk);
  const ShowOptions& options = walk.options();
  std::vector<ClueWords> all;
  if (verdict.clues.ambiguous) {
    all.push_back({show::token_marks({.ambiguous = true}, options), "near tie"});
  }
  if (verdict.clues.not_top) {
    all.push_back({show::token_marks({.not_top = true}, options), choice_words(verdict.rank)});
  }
  if (verdict.clues.low) all.push_back({"", "low"});
  return all;
}

/// Probabilities at another temperature, together 1: the rest, if there is one, counts as one
/// token.
void heat(std::vector<CandidateRow>& rows, double by) {
  double sum = 0;
  for (CandidateRow& row : rows) {
    row.probability = std::pow(row.probability, 1 / by);
    sum += std::isnan(row.probability) ? 0 : row.probability;
  }
  if (!(sum > 0)) return;
  for (CandidateRow& row : rows) row.probability /= sum;
}

}  // namespace

std::vector<CandidateRow> candidate_rows(const Walk& walk, double by) {
  const Thresholds& thresholds = walk.options().thresholds;
  const show::Distribution all =
      show::distribution(walk.answer(), *walk.current(), verdict_of(walk));
  std::vector<CandidateRow> rows;
  for (std::size_t i = 0; i < all.candidates.size(); ++i) {
    const Candidate& candidate = all.candidates[i];
    rows.push_back({.token = visible_cell(candidate.shown, widest_entry),
                    .share = show::share_of(walk.answer(), candidate.logprob, thresholds),
                    .probability = show::shown_probability(candidate.logprob),
                    .is_chosen = i == all.chosen});
  }
  const double rest = show::unlisted(all);
  if (rest > 0) {
    rows.push_back({.token = "all others",
                    .share = show::percent(rest, thresholds),
                    .probability = rest,
                    .is_rest = true});
  }
  if (by == 1) return rows;
  heat(rows, by);
  // At most one unlisted token has all of the rest: several have more together above 1, and less
  // below.
  const bool others_grow = by > 1;
  for (CandidateRow& row : rows) {
    const std::string_view bound = row.is_rest == others_grow ? "≥ " : "≤ ";
    row.share =
        fmt::format("{}{}", rest > 0 ? bound : "", show::share_text(row.probability, thresholds));
  }
  return rows;
}

std::vector<std::string> clue_words(const Walk& walk) {
  std::vector<std::string> all;
  for (const ClueWords& clue : words_of(walk)) {
    all.push_back(clue.mark.empty() ? clue.words : fmt::format("{} {}", clue.mark, clue.words));
  }
  return all;
}

std::string spoken_clues(const Walk& walk) {
  std::vector<std::string> all;
  for (const ClueWords& clue : words_of(walk)) all.push_back(clue.words);
  return fmt::format("{}", fmt::join(all, ", "));
}

std::vector<NamedNumber> token_numbers(const Walk& walk) {
  const Thresholds& thresholds = walk.options().thresholds;
  const Verdict& verdict = verdict_of(walk);
  const Token& token = *walk.current();
  std::vector<NamedNumber> all;
  if (!is_scored(token.logprob)) return {{"logprob", "unknown"}};
  all.push_back({"probability", show::share_of(walk.answer(), token.logprob, thresholds)});
  all.push_back({"logprob", fmt::format("{}", token.logprob)});
  if (verdict.rank != 0) all.push_back({"rank", fmt::format("{}", verdict.rank)});
  if (!std::isnan(verdict.margin)) {
    all.push_back({"margin", show::percent(verdict.margin, std::span(&thresholds.ambiguous, 1))});
  }
  if (!is_floor(token.logprob)) {
    all.push_back(
        {"surprise", fmt::format("{:.2f} bits", -token.logprob / std::numbers::ln2 + 0.0)});
  }
  const std::string entropy =
      show::bits_text(show::entropy_of(walk.answer(), *walk.choice(), walk.token(), verdict));
  if (!entropy.empty()) all.push_back({"entropy", entropy + " bits"});
  return all;
}

}  // namespace logprobs::explore
