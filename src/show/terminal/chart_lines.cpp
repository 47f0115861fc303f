#include "show/terminal/chart_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "logprobs/candidate.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr Style quiet{.dim = true};

/// The space distinguishes it from tokens, whose spaces are shown as ␣.
constexpr std::string_view all_others = "(all others)";

/// An answer of more tokens is long: its chart is for finding where the model doubted.
constexpr std::size_t most_in_full = 20;

/// Fewer sure tokens in a row are shown in full, for they are what a doubt stands between.
constexpr std::size_t shortest_run = 2;

ChartLine make_line(const Answer& answer, double logprob, const Style& bar,
                    const Thresholds& thresholds) {
  return {.probability = shown_probability(logprob),
          .share = share_of(answer, logprob, thresholds),
          .bar = bar};
}

/// The line of the chosen token; `logprob` is its own or its entry's.
ChartLine chosen_line(const Answer& answer, double logprob, const Verdict& verdict,
                      const Thresholds& thresholds) {
  ChartLine line = make_line(answer, logprob, {.band = verdict.band}, thresholds);
  line.chosen = true;
  return line;
}

/// The line of the best or the second best entry of L.
ChartLine contender(const Answer& answer, const Token& token, const Verdict& verdict,
                    std::int32_t place, Band band, const Thresholds& thresholds) {
  const Candidate candidate = candidate_at(answer, token, place);
  ChartLine line = make_line(answer, candidate.logprob, {.band = band}, thresholds);
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
  if (!has_chosen) lines.push_back(chosen_line(answer, token.logprob, verdict, options.thresholds));
  lines.front().token = listed(answer, token);
  lines.front().label = token_style(verdict, options);
  const std::string marks = token_marks(verdict.clues, options);
  // A token without a second line has no marks: there is nothing to compare it with.
  if (!marks.empty() && lines.size() > 1) lines[1].note = "  " + marks;
  return lines;
}

/// The line of all that a list leaves out; `own` is its share in the model's own distribution, NaN
/// if that is not another one. Rounded without regard to thresholds: none applies to it, and a
/// difference is never exact.
ChartLine rest_line(double rest, double own) {
  const auto share = [](double p) { return percent(p, std::span<const double>()); };
  return {.note = std::string(all_others),
          .label = quiet,
          .probability = rest,
          .share = rest == 0 ? "cut" : share(rest),
          .bar = quiet,
          .model = std::isnan(own) ? "" : "model " + share(own)};
}

/// The lines of the chosen token, its alternatives, and the rest that the list leaves out.
std::vector<ChartLine> list_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options) {
  const Distribution all = distribution(answer, token, verdict);
  std::vector<ChartLine> lines;
  for (std::size_t i = 0; i < all.candidates.size(); ++i) {
    const Candidate& candidate = all.candidates[i];
    if (i == all.chosen) {
      lines.push_back(chosen_line(answer, candidate.logprob, verdict, options.thresholds));
      lines.back().label = token_style(verdict, options);
      lines.back().marks = token_marks(verdict.clues, options);
    } else {
      lines.push_back(make_line(answer, candidate.logprob, quiet, options.thresholds));
      lines.back().label = quiet;
    }
    lines.back().token = candidate.shown;
    if (answer.is_sampled()) {
      const double own = shown_probability(candidate.model_logprob);
      lines.back().model = "model " + share_text(own, options.thresholds);
    }
  }
  const double rest = unlisted(all);
  const double own = unlisted_by_model(all);
  if (rest > 0 || own > 0) lines.push_back(rest_line(rest, own));
  return lines;
}

bool is_sure(const Verdict& verdict) { return verdict.band == Band::green && !verdict.clues.any(); }

/// How many tokens from `token` on share a line; 0: it is shown in full.
std::size_t run_at(std::size_t token, const Choice& choice, const ChoiceReport& report,
                   const ShowOptions& options) {
  if (choice.tokens.size() <= most_in_full || options.only_clues) return 0;
  const auto begin = report.verdicts.begin() + static_cast<std::ptrdiff_t>(token);
  const auto end = std::find_if_not(begin, report.verdicts.end(), is_sure);
  const auto length = static_cast<std::size_t>(end - begin);
  return length < shortest_run ? 0 : length;
}

ChartLine run_line(const Answer& answer, std::span<const Token> tokens) {
  ChartLine line{.note = fmt::format("{} sure tokens", tokens.size()), .label = quiet};
  for (const Token& token : tokens) line.run += answer.view(token.shown);
  return line;
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
  const auto visit_lines = [&](std::span<ChartLine> lines) {
    lines.front().after_blank = std::exchange(after_blank, blanks);
    for (const ChartLine& line : lines) visit(line);
  };
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (!is_shown(report.verdicts[i], options)) continue;
    if (const std::size_t run = run_at(i, choice, report, options)) {
      ChartLine line = run_line(answer, std::span(choice.tokens).subspan(i, run));
      visit_lines({&line, 1});
      i += run - 1;
      continue;
    }
    const auto lines_of = choice.tokens.size() == 1 ? list_of : best_of;
    std::vector<ChartLine> lines = lines_of(answer, choice.tokens[i], report.verdicts[i], options);
    visit_lines(lines);
  }
}

}  // namespace logprobs::show
