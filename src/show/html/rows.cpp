#include "show/html/rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "logprobs/candidate.hpp"
#include "show/data/json_fields.hpp"
#include "show/html/base64.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr unsigned char never = 255;

unsigned char level(double value, const std::vector<double>& cuts) {
  if (std::isnan(value)) return never;
  const auto above = std::upper_bound(cuts.begin(), cuts.end(), value);
  return static_cast<unsigned char>(above - cuts.begin());
}

bool has_floors_only(const Answer& answer, const Token& token, const Verdict& verdict) {
  return is_floor(candidate_at(answer, token, verdict.first).logprob);
}

}  // namespace

std::vector<double> cuts(const Thresholds& thresholds) {
  constexpr int steps = 200;  // of a slider
  std::vector<double> all = {thresholds.low, thresholds.ambiguous};
  for (int i = 0; i <= steps; ++i) all.push_back(static_cast<double>(i) / steps);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string levels(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   const std::vector<double>& cuts) {
  std::string bytes;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Verdict& verdict = report.verdicts[i];
    const bool never_ambiguous = has_floors_only(answer, choice.tokens[i], verdict);
    bytes += static_cast<char>(level(verdict.probability, cuts));
    bytes += static_cast<char>(never_ambiguous ? never : level(verdict.margin, cuts));
    bytes += static_cast<char>(verdict.clues.not_top ? 0 : never);
  }
  return bytes;
}

void append_row(std::string& out, const Row& row, const Summary& summary, std::string_view levels) {
  out += '{';
  text_field(out, "name", row.name);
  text_field(out, "heading", row.heading);
  text_field(out, "content", row.content);
  if (summary.scored > 0) {
    text_field(out, "word", row.least_word);
    field(out, "least", shown_probability(summary.min_logprob));
    if (std::isfinite(summary.perplexity)) field(out, "perplexity", summary.perplexity);
  }
  if (!row.hidden.empty()) {
    key(out, "hidden");
    out += fmt::format("[{}]", fmt::join(row.hidden, ","));
  }
  if (row.pack) count_field(out, "pack", *row.pack);
  key(out, "levels");
  out += '"';
  append_base64(out, levels);
  out += "\"}";
}

}  // namespace logprobs::show
