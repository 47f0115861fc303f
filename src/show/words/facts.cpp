#include "show/words/facts.hpp"

#include <fmt/format.h>

#include <array>
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
  const std::string_view word = word_in(listed(answer, choice.tokens[summary.least_sure]));
  return fmt::format("least sure {} {}", set(visible_quote(word)),
                     percent(shown_probability(summary.min_logprob), thresholds));
}

/// What the numbers are of, if the answer was read from raw logits.
std::string logits_fact(const RawLogits& logits) {
  static constexpr std::array<std::string_view, 3> kinds = {
      "the model's logits", "scores after logits processors",
      "logprobs, clipped 16 nats below the best"};
  return fmt::format("{} (vocabulary {})", kinds[static_cast<std::size_t>(logits.kind)],
                     logits.vocabulary);
}

/// "at temperature 0.7, top-p 0.9"; empty if nothing is applied.
std::string sampling_fact(const Sampling& at) {
  std::string text;
  const auto add = [&](std::string_view name, const auto& value) {
    if (value) text += fmt::format("{} {} {}", text.empty() ? "at" : ",", name, *value);
  };
  add("temperature", at.temperature);
  add("top-k", at.top_k);
  add("top-p", at.top_p);
  add("min-p", at.min_p);
  return text;
}

}  // namespace

std::string_view ending(const Answer& answer, const Choice& choice) {
  if (answer.state == State::cut) return "cut off";
  return choice.finish_reason == "stop" ? "" : std::string_view(choice.finish_reason);
}

std::vector<Fact> summary_facts(const Answer& answer, const Choice& choice,
                                const ChoiceReport& report, const Thresholds& thresholds,
                                Setting set) {
  const Summary& summary = report.summary;
  std::vector<Fact> facts;
  const auto add = [&](std::string text) {
    if (!text.empty()) facts.push_back({.text = std::move(text)});
  };
  add(set(visible(answer.model)));
  if (answer.logits) {
    add(logits_fact(*answer.logits));
    add(sampling_fact(answer.logits->at));
  }
  if (choice.whole.size() == 1 && choice.whole.front().possible && answer.is_sampled()) {
    add(fmt::format("{} of them possible", *choice.whole.front().possible));
  }
  if (choice.kind != Kind::content) add(std::string(kind_name(choice.kind)));
  add(token_count(choice.tokens.size()));
  if (summary.scored > 0) {
    if (std::isfinite(summary.perplexity)) {
      add(fmt::format("perplexity {}", short_number(summary.perplexity)));
    }
    facts.push_back(
        {.text = least_sure(answer, choice, summary, thresholds, set), .is_least_sure = true});
  }
  const auto count = [&](std::uint64_t tokens, std::string_view words, std::size_t clue) {
    facts.push_back(
        {.text = fmt::format("{} {}", tokens, words), .clue = clue_table.at(clue).name});
  };
  count(summary.low, "low", 0);
  count(summary.ambiguous, "ambiguous", 1);
  count(summary.not_top, "not top", 2);
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
