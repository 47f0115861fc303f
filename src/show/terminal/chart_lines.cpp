#include "show/terminal/chart_lines.hpp"

#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

/// The space distinguishes it from tokens, whose spaces are shown as ␣.
constexpr std::string_view all_others = "(all others)";

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

}  // namespace

std::string label_of(const ChartLine& line, int width) {
  return line.note.empty() ? isolated(visible_cell(line.token, width))
                           : visible_line(line.note, width);
}

/// The first line is labelled with the token, the second with its marks.
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

/// The chosen token, its alternatives, and the rest that the list leaves out.
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

}  // namespace logprobs::show
