#include "show/terminal/chart_lines.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "show/words/choice_text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/marks.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr Style quiet{.dim = true};

/// The space distinguishes it from tokens, whose spaces are shown as ␣.
constexpr std::string_view all_others = "(all others)";

ChartLine make_line(double logprob, const Style& bar, const Thresholds& thresholds) {
  const double p = shown_probability(logprob);
  return {.probability = p, .share = share_text(p, thresholds), .bar = bar};
}

/// The line of the chosen token; `logprob` is its own or its entry's.
ChartLine chosen_line(double logprob, const Verdict& verdict, const Thresholds& thresholds) {
  ChartLine line = make_line(logprob, {.band = verdict.band}, thresholds);
  line.chosen = true;
  return line;
}

Style label_style(const Verdict& verdict) {
  return {.band = verdict.band, .low = verdict.clues.low};
}

/// The line of the best or the second best entry of L.
ChartLine contender(const Answer& answer, const Token& token, const Verdict& verdict,
                    std::int32_t place, Band band, const Thresholds& thresholds) {
  const Candidate candidate = candidate_at(answer, token, place);
  ChartLine line = make_line(candidate.logprob, {.band = band}, thresholds);
  line.chosen = place == chosen_itself || place == listed_place(token, verdict);
  if (!line.chosen) line.other = candidate.shown;
  return line;
}

/// The best, the second best, and the chosen token if it is neither. The first line is labelled
/// with the token, the second with its marks.
std::vector<ChartLine> best_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options) {
  std::vector<ChartLine> lines;
  bool has_chosen = false;
  const std::pair<std::int32_t, Band> best[] = {{verdict.first, Band::green},
                                                {verdict.second, Band::red}};
  for (const auto& [place, band] : best) {
    if (place == no_entry) continue;
    lines.push_back(contender(answer, token, verdict, place, band, options.thresholds));
    has_chosen = has_chosen || lines.back().chosen;
  }
  if (!has_chosen) lines.push_back(chosen_line(token.logprob, verdict, options.thresholds));
  lines.front().token = listed(answer, token);
  lines.front().label = label_style(verdict);
  const std::string marks = marks_of(verdict.clues, options.marks);
  // A token without a second line has no marks: there is nothing to compare it with.
  if (!marks.empty() && lines.size() > 1) lines[1].note = "  " + marks;
  return lines;
}

/// The lines of the chosen token, its alternatives, and the rest that the list leaves out.
std::vector<ChartLine> list_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options) {
  const Distribution all = distribution(answer, token, verdict);
  std::vector<ChartLine> lines;
  for (std::size_t i = 0; i < all.candidates.size(); ++i) {
    const Candidate& candidate = all.candidates[i];
    if (i == all.chosen) {
      lines.push_back(chosen_line(candidate.logprob, verdict, options.thresholds));
      lines.back().label = label_style(verdict);
      lines.back().marks = marks_of(verdict.clues, options.marks);
    } else {
      lines.push_back(make_line(candidate.logprob, quiet, options.thresholds));
      lines.back().label = quiet;
    }
    lines.back().token = candidate.shown;
  }
  const double rest = unlisted(all);
  if (rest == 0) return lines;
  // Rounded without regard to thresholds: none applies to it, and a difference is never exact.
  lines.push_back({.note = std::string(all_others),
                   .label = quiet,
                   .probability = rest,
                   .share = percent(rest, std::span<const double>()),
                   .bar = quiet});
  return lines;
}

bool is_shown(const Verdict& verdict, const ShowOptions& options) {
  return !options.only_clues || verdict.clues.any();
}

}  // namespace

bool has_pairs(const Choice& choice, const ChoiceReport& report, const ShowOptions& options) {
  if (choice.tokens.size() == 1) return false;
  return std::any_of(report.verdicts.begin(), report.verdicts.end(), [&](const Verdict& verdict) {
    return is_shown(verdict, options) && verdict.first != no_entry;
  });
}

void each_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
               const ShowOptions& options, const std::function<void(const ChartLine&)>& visit) {
  // Blank lines would only scatter tokens that have one line each.
  const bool blanks = has_pairs(choice, report, options);
  bool after_blank = false;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (!is_shown(report.verdicts[i], options)) continue;
    const auto lines_of = choice.tokens.size() == 1 ? list_of : best_of;
    std::vector<ChartLine> lines = lines_of(answer, choice.tokens[i], report.verdicts[i], options);
    lines.front().after_blank = after_blank;
    after_blank = blanks;
    for (const ChartLine& line : lines) visit(line);
  }
}

}  // namespace logprobs::show
