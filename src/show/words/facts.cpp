#include "show/words/facts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "logprobs/text.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

/// The choice's least sure token, short enough for a line.
std::string least_sure(const Answer& answer, const Choice& choice, const Summary& summary,
                       const Thresholds& thresholds, Setting set) {
  const std::string_view bytes = listed(answer, choice.tokens[summary.least_sure]);
  return fmt::format("least sure {} {}", set(visible_quote(bytes)),
                     percent(shown_probability(summary.min_logprob), thresholds));
}

/// Why the answer ended, unless it ended as usual.
std::string_view ending(const Answer& answer, const Choice& choice) {
  if (answer.state == State::cut) return "cut off";
  return choice.finish_reason == "stop" ? "" : std::string_view(choice.finish_reason);
}

}  // namespace

std::vector<Fact> summary_facts(const Answer& answer, const Choice& choice,
                                const ChoiceReport& report, const Thresholds& thresholds,
                                Setting set) {
  const Summary& summary = report.summary;
  std::vector<Fact> facts;
  const auto add = [&](std::string text) {
    if (!text.empty()) facts.push_back({std::move(text)});
  };
  add(set(visible(answer.model)));
  if (choice.kind != Kind::content) add(std::string(kind_name(choice.kind)));
  add(token_count(choice.tokens.size()));
  if (summary.scored > 0) {
    if (std::isfinite(summary.perplexity)) {
      add(fmt::format("perplexity {}", short_number(summary.perplexity)));
    }
    add(least_sure(answer, choice, summary, thresholds, set));
  }
  facts.push_back({fmt::format("{} low", summary.low), clue_table[0].name});
  facts.push_back({fmt::format("{} ambiguous", summary.ambiguous), clue_table[1].name});
  facts.push_back({fmt::format("{} not top", summary.not_top), clue_table[2].name});
  add(set(visible(ending(answer, choice))));
  return facts;
}

std::string summary_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                         const Thresholds& thresholds, Setting set) {
  std::string line;
  for (const Fact& fact : summary_facts(answer, choice, report, thresholds, set)) {
    if (!line.empty()) line += " · ";
    line += fact.text;
  }
  return line;
}

}  // namespace logprobs::show
