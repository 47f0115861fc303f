// Gates: whether an answer is sure enough for a script to continue.
#include <algorithm>
#include <array>

#include "judge/field_gates.hpp"
#include "judge/found_gates.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
using namespace judge;

namespace {

/// The gates of tokens.
constexpr std::array all_gates = {Gate::low, Gate::ambiguous, Gate::not_top, Gate::min_probability,
                                  Gate::max_perplexity};

bool is_gated(const Choice& choice) {
  return choice.kind == Kind::content || choice.kind == Kind::refusal;
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
    default:
      break;
  }
  return gates.max_perplexity.has_value();
}

bool trips(Gate gate, const Token& token, const Verdict& verdict, const Gates& gates) {
  switch (gate) {
    case Gate::low:
      return verdict.clues.low;
    case Gate::ambiguous:
      return verdict.clues.ambiguous;
    case Gate::not_top:
      return verdict.clues.not_top;
    case Gate::min_probability:  // the NaN of an unscored token is not below anything
      return is_floor(token.logprob) || verdict.probability < *gates.min_probability;
    default:
      break;
  }
  return false;
}

/// The first of the gates that a token trips, regardless of its text.
std::optional<Gate> gate_of(const Token& token, const Verdict& verdict, const Gates& gates) {
  for (const Gate gate : all_gates) {
    if (is_wanted(gate, gates) && trips(gate, token, verdict, gates)) return gate;
  }
  return std::nullopt;
}

bool has_evidence(Gate gate, const Choice& choice, const ChoiceReport& report) {
  if (!is_gated(choice) || report.summary.scored == 0) return false;
  const auto any = [&](auto is_evidence) {
    return std::any_of(report.verdicts.begin(), report.verdicts.end(), is_evidence);
  };
  switch (gate) {
    case Gate::ambiguous:
      return any([](const Verdict& verdict) { return !std::isnan(verdict.margin); });
    case Gate::not_top:
      return any([](const Verdict& verdict) { return verdict.first != no_entry; });
    default:
      break;
  }
  return true;
}

/// The gates that look at tokens, even if there are fields.
Gates gates_of_tokens(Gates gates, const Sought& sought) {
  if (sought.fields) gates.min_probability.reset();
  return gates;
}

}  // namespace

std::optional<Trip> first_trip(const Answer& answer, const Report& report, const Gates& gates,
                               const Sought& sought) {
  const Gates of_tokens = gates_of_tokens(gates, sought);
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    if (!is_gated(choice)) continue;
    const ChoiceReport& judged = report.choices[i];
    for (std::size_t token = 0; token < choice.tokens.size(); ++token) {
      const auto gate = gate_of(choice.tokens[token], judged.verdicts[token], of_tokens);
      if (!gate) continue;
      const std::string_view text = answer.view(choice.tokens[token].text);
      if (gates.strict || !is_blank_or_punctuation(text)) return Trip{*gate, i, token};
    }
    const double perplexity = judged.summary.perplexity;
    if (gates.max_perplexity && perplexity > *gates.max_perplexity) {
      return Trip{Gate::max_perplexity, i, judged.summary.least_sure};
    }
  }
  if (const auto trip = trip_of_findings(report, sought)) return trip;
  return sought.fields ? trip_of_fields(report, gates, sought) : std::nullopt;
}

std::optional<Gate> without_evidence(const Answer& answer, const Report& report, const Gates& gates,
                                     const Sought& sought) {
  const Gates of_tokens = gates_of_tokens(gates, sought);
  for (const Gate gate : all_gates) {
    bool found = !is_wanted(gate, of_tokens);
    for (std::size_t i = 0; i < answer.choices.size() && !found; ++i) {
      found = has_evidence(gate, answer.choices[i], report.choices[i]);
    }
    if (!found) return gate;
  }
  if (sought.fields && fault_of_fields(report, gates, sought)) return Gate::fields;
  return not_found(report, sought);
}

}  // namespace logprobs
