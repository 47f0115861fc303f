#include "app/gate_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/field_sentences.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"

namespace logprobs::app {
namespace {

/// `value` with three digits, or as many more as it takes to tell it from `threshold`.
std::string shown_apart(double value, double threshold) {
  constexpr int few = 3;
  constexpr int enough = 15;
  for (int digits = few; digits <= enough; ++digits) {
    std::string text = fmt::format("{:.{}g}", value, digits);
    const double shown = parse_double(text).value_or(value);
    if ((shown < threshold) == (value < threshold) && (shown > threshold) == (value > threshold)) {
      return text;
    }
  }
  return fmt::format("{}", value);  // the shortest text that reads back as `value`
}

std::string_view option_name(Gate gate) {
  static constexpr std::array<std::string_view, 10> names = {
      "--fail-on low",     "--fail-on ambiguous",
      "--fail-on not-top", "--min-probability",
      "--max-perplexity",  "--labels",
      "--expect",          "--rating",
      "--fields",          "--min-field"};
  return names[static_cast<std::size_t>(gate)];
}

/// "choice 1, " unless there is no other.
std::string choice_prefix(const Answer& answer, const Choice& choice) {
  if (answer.choices.size() == 1 && choice.index == 0) return {};
  return fmt::format("choice {}, ", choice.index);
}

/// "choice 1, refusal, token 26 “ lesson”", without what is obvious.
std::string token_name(const Answer& answer, const Trip& trip) {
  const Choice& choice = answer.choices[trip.choice];
  std::string name = choice_prefix(answer, choice);
  if (choice.kind == Kind::refusal) name += "refusal, ";
  const std::string_view text = listed(answer, choice.tokens[trip.token]);
  return name + fmt::format("token {} {}", trip.token, visible_quote(text));
}

/// The probability of `logprob`; e^-999.5 if a double cannot hold it.
std::string probability_text(double logprob, double threshold) {
  const double p = probability(logprob);
  if (p == 0 && !is_floor(logprob)) return fmt::format("e^{}", logprob);
  return shown_apart(p, threshold);
}

std::string below_sentence(double logprob, std::string_view option, double threshold) {
  if (is_floor(logprob)) {
    return fmt::format("has logprob {}, which counts as 0: below {} {}", logprob, option,
                       threshold);
  }
  return fmt::format("has probability {}, below {} {}", probability_text(logprob, threshold),
                     option, threshold);
}

std::string ambiguous_sentence(const Candidate& first, const Candidate& second, double margin,
                               double threshold) {
  return fmt::format(
      "could have been {} ({}) or {} ({}): {} apart, below --ambiguous {}",
      visible_quote(first.shown), probability_text(first.logprob, probability(second.logprob)),
      visible_quote(second.shown), probability_text(second.logprob, probability(first.logprob)),
      shown_apart(margin, threshold), threshold);
}

/// Logprobs can differ although their probabilities are the same double.
std::string not_top_sentence(double logprob, const Candidate& first) {
  const std::string other = visible_quote(first.shown);
  const double p = probability(logprob);
  const double other_p = probability(first.logprob);
  if (p == other_p) {
    return fmt::format("has logprob {}, but {} had {}", logprob, other, first.logprob);
  }
  return fmt::format("has probability {}, but {} had {}", probability_text(logprob, other_p), other,
                     probability_text(first.logprob, p));
}

std::string perplexity_sentence(double logprob, const Summary& summary, double threshold) {
  const std::string perplexity = std::isfinite(summary.perplexity)
                                     ? shown_apart(summary.perplexity, threshold)
                                     : fmt::format("e^{:.6g}", -summary.mean_logprob);
  return fmt::format(
      "is the least sure, with probability {}: perplexity {} is above --max-perplexity {}",
      probability_text(logprob, 0), perplexity, threshold);
}

/// "label “no” has probability 0.81, and the expected “yes” 0.17", of the token there.
std::string label_sentence(const LabelBlock& block, const std::string& expected) {
  const LabelShare& best = block.labels[*block.best];
  const auto share = std::find_if(block.labels.begin(), block.labels.end(),
                                  [&](const LabelShare& other) { return other.label == expected; });
  const bool is_listed = !std::isnan(share->probability);
  const double p = is_listed ? share->probability : share->bound;
  return fmt::format("makes {} the label with probability {}, and --expect {} has {}{}",
                     visible_quote(best.label), shown_apart(best.probability, p),
                     visible_quote(expected), is_listed ? "" : "at most ",
                     shown_apart(p, best.probability));
}

std::string field_sentence(const Leaf& field, const cli::Options& options) {
  const FieldThreshold threshold = threshold_of(field, options);
  return fmt::format("{} has probability {}, below {}", field_name(field),
                     probability_text(field.part.sum_logprob, threshold.probability),
                     threshold.option);
}

std::string what_it_did(const Answer& answer, const ChoiceReport& report, const Trip& trip,
                        const cli::Options& options) {
  const Token& token = answer.choices[trip.choice].tokens[trip.token];
  const Verdict& verdict = report.verdicts[trip.token];
  const Candidate first = candidate_at(answer, token, verdict.first);
  switch (trip.gate) {
    case Gate::low:
      return below_sentence(token.logprob, "--low", options.thresholds.low);
    case Gate::ambiguous:
      return ambiguous_sentence(first, candidate_at(answer, token, verdict.second), verdict.margin,
                                options.thresholds.ambiguous);
    case Gate::not_top:
      return not_top_sentence(token.logprob, first);
    case Gate::min_probability:
      return below_sentence(token.logprob, "--min-probability", *options.gates.min_probability);
    case Gate::expected_label:
      return label_sentence(*report.findings().labels, *options.sought.expected_label);
    default:
      break;
  }
  return perplexity_sentence(token.logprob, report.summary, *options.gates.max_perplexity);
}

/// Why what was sought cannot be judged; empty for the gates of tokens.
std::string not_found_reason(Gate gate, const Sought& sought) {
  switch (gate) {
    case Gate::labels:
      return "the answer has no token with a probability in which a label could begin";
    case Gate::expected_label:
      return "the answer's lists of alternatives do not say which label is the most probable; ask "
             "for more of them (--top-logprobs)";
    case Gate::rating:
      break;
    default:
      return {};
  }
  std::string where = "in the answer";
  if (sought.rating_field) where = fmt::format("at {}", visible(*sought.rating_field));
  if (!sought.rating_after.empty()) {
    where = fmt::format("after {}", visible_quote(sought.rating_after));
  }
  return fmt::format("there is no number {} that is on the scale and has a probability", where);
}

}  // namespace

std::string trip_sentence(const Answer& answer, const Report& report, const Trip& trip,
                          const cli::Options& options) {
  if (trip.gate == Gate::min_field) {
    const Leaf& field = report.choices[trip.choice].findings().fields[trip.field];
    return choice_prefix(answer, answer.choices[trip.choice]) + field_sentence(field, options);
  }
  const std::string sentence =
      fmt::format("{} {}", token_name(answer, trip),
                  what_it_did(answer, report.choices[trip.choice], trip, options));
  const std::string_view option = option_name(trip.gate);
  // The other sentences name their option.
  return option.starts_with("--fail-on") ? fmt::format("{} ({})", sentence, option) : sentence;
}

std::string no_evidence_sentence(Gate gate, const Report& report, const Sought& sought) {
  if (const std::string reason = not_found_reason(gate, sought); !reason.empty()) {
    return fmt::format("{}: {}", option_name(gate), reason);
  }
  const bool any =
      std::any_of(report.choices.begin(), report.choices.end(),
                  [](const ChoiceReport& choice) { return choice.summary.scored > 0; });
  std::string_view reason = "no token has a usable logprob";
  if (any && gate == Gate::ambiguous) {
    reason =
        "no token has two alternatives; ask for them (--top-logprobs) from a server that gives "
        "them";
  } else if (any && gate == Gate::not_top) {
    reason =
        "no token has alternatives; ask for them (--top-logprobs) from a server that gives them";
  }
  return fmt::format("{} has nothing to judge: {}", option_name(gate), reason);
}

}  // namespace logprobs::app
