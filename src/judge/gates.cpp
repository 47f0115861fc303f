// Gates: whether a response is sure enough for a script to go on.
#include <algorithm>
#include <array>

#include "logprobs/judge.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

bool is_gated(const Choice& choice) {
  return choice.kind == Kind::content || choice.kind == Kind::refusal;
}

/// The gate that a token trips, whatever its text is.
std::optional<Gate> gate_of(const Verdict& verdict, const Gates& gates) {
  if (gates.fail_on.low && verdict.clues.low) return Gate::low;
  if (gates.fail_on.ambiguous && verdict.clues.ambiguous) return Gate::ambiguous;
  if (gates.fail_on.not_top && verdict.clues.not_top) return Gate::not_top;
  // A comparison with NaN is false.
  if (verdict.probability < gates.min_probability.value_or(0)) return Gate::min_probability;
  return std::nullopt;
}

bool is_wanted(Gate gate, const Gates& gates) {
  switch (gate) {
    case Gate::low:
      return gates.fail_on.low;
    case Gate::ambiguous:
      return gates.fail_on.ambiguous;
    case Gate::not_top:
      return gates.fail_on.not_top;
    case Gate::min_probability:
      return gates.min_probability.has_value();
    case Gate::max_perplexity:
      break;
  }
  return gates.max_perplexity.has_value();
}

bool has_evidence(Gate gate, const Choice& choice, const ChoiceReport& report) {
  if (!is_gated(choice) || report.summary.scored == 0) return false;
  if (gate == Gate::ambiguous) {
    return std::any_of(report.verdicts.begin(), report.verdicts.end(),
                       [](const Verdict& verdict) { return !std::isnan(verdict.margin); });
  }
  if (gate == Gate::not_top) {
    return std::any_of(choice.tokens.begin(), choice.tokens.end(),
                       [](const Token& token) { return token.alternatives.size > 0; });
  }
  return true;
}

}  // namespace

std::optional<Trip> first_trip(const Answer& answer, const Report& report, const Gates& gates) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    if (!is_gated(choice)) continue;
    const ChoiceReport& judged = report.choices[i];
    for (std::size_t token = 0; token < choice.tokens.size(); ++token) {
      const std::optional<Gate> gate = gate_of(judged.verdicts[token], gates);
      if (!gate) continue;
      const std::string_view text = answer.view(choice.tokens[token].text);
      if (gates.strict || !is_punctuation(text)) return Trip{*gate, i, token};
    }
    const double perplexity = judged.summary.perplexity;
    if (gates.max_perplexity && perplexity > *gates.max_perplexity) {
      return Trip{Gate::max_perplexity, i, judged.summary.least_sure};
    }
  }
  return std::nullopt;
}

std::optional<Gate> without_evidence(const Answer& answer, const Report& report,
                                     const Gates& gates) {
  static constexpr std::array all = {Gate::low, Gate::ambiguous, Gate::not_top,
                                     Gate::min_probability, Gate::max_perplexity};
  for (const Gate gate : all) {
    bool found = !is_wanted(gate, gates);
    for (std::size_t i = 0; i < answer.choices.size() && !found; ++i) {
      found = has_evidence(gate, answer.choices[i], report.choices[i]);
    }
    if (!found) return gate;
  }
  return std::nullopt;
}

}  // namespace logprobs
