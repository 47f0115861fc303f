#include "chart_lines.hpp"

#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "marks.hpp"
#include "percent.hpp"

namespace logprobs {
namespace {

constexpr Style quiet{.dim = true};

/// The space tells it from every token: theirs are shown as ␣.
constexpr std::string_view all_others = "(all others)";

/// The chosen token's entry, if it says how probable the token was: with an unscored token the
/// list's number is another's.
std::int32_t chosen_entry(const Token& token, const Verdict& verdict) {
  return is_scored(token.logprob) ? verdict.chosen : no_entry;
}

ChartLine make_line(double logprob, const Style& bar, const Thresholds& thresholds) {
  const double p = shown_probability(logprob);
  return {.probability = p, .share = std::isnan(p) ? "?" : percent(p, thresholds), .bar = bar};
}

/// The chosen token's, with the number of an entry or its own.
ChartLine chosen_line(double logprob, const Verdict& verdict, const Thresholds& thresholds) {
  ChartLine line = make_line(logprob, {.band = verdict.band}, thresholds);
  line.chosen = true;
  return line;
}

Style label_style(const Verdict& verdict) {
  return {.band = verdict.band, .low = verdict.clues.low};
}

/// The line of an entry of L as one of two.
ChartLine contender(const Answer& answer, const Token& token, const Verdict& verdict,
                    std::int32_t place, Band band, const Thresholds& thresholds) {
  const Candidate candidate = candidate_at(answer, token, place);
  ChartLine line = make_line(candidate.logprob, {.band = band}, thresholds);
  line.chosen = place == chosen_itself || place == chosen_entry(token, verdict);
  if (!line.chosen) line.other = candidate.text;
  return line;
}

/// Best, second best, and the chosen one where it is neither; the token beside the first of them,
/// its marks beside the second.
void add_token(const Answer& answer, const Token& token, const Verdict& verdict,
               const ShowOptions& options, std::vector<ChartLine>& lines) {
  const std::size_t begin = lines.size();
  bool has_chosen = false;
  const std::pair<std::int32_t, Band> best[] = {{verdict.first, Band::green},
                                                {verdict.second, Band::red}};
  for (const auto& [place, band] : best) {
    if (place == no_entry) continue;
    lines.push_back(contender(answer, token, verdict, place, band, options.thresholds));
    has_chosen = has_chosen || lines.back().chosen;
  }
  if (!has_chosen) lines.push_back(chosen_line(token.logprob, verdict, options.thresholds));
  lines[begin].token = answer.view(token.text);
  lines[begin].label = label_style(verdict);
  const std::string marks = marks_of(verdict.clues, options.marks);
  // A token has marks only where there is something to hold it against.
  if (!marks.empty() && lines.size() > begin + 1) lines[begin + 1].note = "  " + marks;
}

/// Whether the chosen token, which the list lacks, comes before an entry of it.
bool comes_before(const Token& token, const Alternative& entry) {
  if (!is_scored(entry.logprob)) return true;
  return is_scored(token.logprob) && token.logprob > entry.logprob;
}

/// Tells which entries were sent before; entries of one logprob follow each other.
class Doubles {
 public:
  bool seen(const Answer& answer, const Alternative& entry) {
    if (entry.logprob != logprob_) known_.clear();
    logprob_ = entry.logprob;
    return !known_.emplace(entry.id, entry.id ? "" : answer.view(entry.text)).second;
  }

 private:
  double logprob_ = unknown_logprob;
  std::set<std::pair<std::optional<std::int64_t>, std::string_view>> known_;
};

/// What the list leaves of 1, unless an entry without a probability hides it.
void add_rest(std::vector<ChartLine>& lines) {
  // A logprob may be off by as much, see is_scored(). A list that sums above 1 leaves nothing.
  constexpr double tolerance = 1e-6;
  double rest = 1;
  for (const ChartLine& line : lines) rest -= line.probability;
  if (!(rest > tolerance)) return;
  // No border keeps it from being rounded: it is judged by none, and a difference is never exact.
  lines.push_back({.note = std::string(all_others),
                   .label = quiet,
                   .probability = rest,
                   .share = percent(rest, std::span<const double>()),
                   .bar = quiet});
}

/// Every entry of the list, the chosen token among them, and what the list leaves out.
std::vector<ChartLine> list_of(const Answer& answer, const Token& token, const Verdict& verdict,
                               const ShowOptions& options) {
  std::vector<ChartLine> lines;
  const auto add_chosen = [&](double logprob) {
    ChartLine line = chosen_line(logprob, verdict, options.thresholds);
    line.token = answer.view(token.text);
    line.label = label_style(verdict);
    line.marks = marks_of(verdict.clues, options.marks);
    lines.push_back(std::move(line));
  };
  const Alternative* const first = answer.begin(token);
  const std::int32_t chosen = chosen_entry(token, verdict);
  bool missing = chosen == no_entry;
  Doubles doubles;
  for (const Alternative* entry = first; entry != answer.end(token); ++entry) {
    if (missing && comes_before(token, *entry)) {
      add_chosen(token.logprob);
      missing = false;
    }
    const bool again = doubles.seen(answer, *entry);
    if (entry - first == chosen) {
      add_chosen(entry->logprob);
    } else if (!again) {
      lines.push_back(make_line(entry->logprob, quiet, options.thresholds));
      lines.back().token = answer.view(entry->text);
      lines.back().label = quiet;
    }
  }
  if (missing) add_chosen(token.logprob);
  add_rest(lines);
  return lines;
}

}  // namespace

Chart chart_of(const Answer& answer, const Choice& choice, const ChoiceReport& report,
               const ShowOptions& options) {
  Chart chart;
  std::vector<std::size_t> beginnings;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Token& token = choice.tokens[i];
    const Verdict& verdict = report.verdicts[i];
    if (options.only_clues && !verdict.clues.any()) continue;
    if (choice.tokens.size() == 1) return {list_of(answer, token, verdict, options)};
    if (!chart.lines.empty()) beginnings.push_back(chart.lines.size());
    add_token(answer, token, verdict, options, chart.lines);
    chart.pairs = chart.pairs || verdict.first != no_entry;
  }
  // Where no token has more than one line, blank ones would but tear them apart.
  for (const std::size_t begin : beginnings) chart.lines[begin].after_blank = chart.pairs;
  return chart;
}

}  // namespace logprobs
