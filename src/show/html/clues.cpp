#include "show/html/clues.hpp"

#include "logprobs/text.hpp"
#include "show/html/text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_in_clues = 40;     // cells
constexpr std::size_t most_others = 4;  // as the table has

/// "<bdi>␣October</bdi> 24.3%".
void append_candidate(const Answer& answer, const Candidate& candidate,
                      const Thresholds& thresholds, std::string& out) {
  append_markup(out, "<bdi>{}</bdi> {}", html(visible_cell(candidate.shown, widest_in_clues)),
                html(share_of(answer, candidate.logprob, thresholds)));
}

void append_clue(const Answer& answer, const Token& token, const Verdict& verdict,
                 const Thresholds& thresholds, std::string& out) {
  const Distribution all = distribution(answer, token, verdict);
  out += "<li>";
  append_candidate(answer, all.candidates[all.chosen], thresholds, out);
  for (const ClueInfo& info : clue_table) {
    if (verdict.clues.*info.clue) append_markup(out, ", {}", info.name);
  }
  std::size_t others = 0;
  for (std::size_t i = 0; i < all.candidates.size() && others < most_others; ++i) {
    if (i == all.chosen) continue;
    out += others++ == 0 ? ": " : ", ";
    append_candidate(answer, all.candidates[i], thresholds, out);
  }
  out += "</li>\n";
}

}  // namespace

void append_clues(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, std::string& out) {
  if (report.summary.unsure == 0) return;
  std::string list;
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    const Verdict& verdict = report.verdicts[i];
    if (!verdict.clues.any()) continue;
    append_clue(answer, choice.tokens[i], verdict, options.thresholds, list);
  }
  append_markup(
      out,
      "<details class=\"clues\"><summary>{} with a clue</summary>\n<ol>\n{}</ol>\n</details>\n",
      token_count(report.summary.unsure), list);
}

}  // namespace logprobs::show
