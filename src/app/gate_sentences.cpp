#include "gate_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "logprobs/text.hpp"

namespace logprobs {
namespace {

/// `value` with three digits, or as many more as it takes to stand on its side of `border`.
std::string shown_beside(double value, double border) {
  constexpr int few = 3;
  constexpr int enough = 15;
  for (int digits = few; digits <= enough; ++digits) {
    const std::string text = fmt::format("{:.{}g}", value, digits);
    double shown = 0;
    std::from_chars(text.data(), text.data() + text.size(), shown);
    if ((shown < border) == (value < border) && (shown > border) == (value > border)) return text;
  }
  return fmt::format("{}", value);  // the shortest that reads back to it
}

std::string_view option_name(Gate gate) {
  static constexpr std::array<std::string_view, 5> names = {
      "--fail-on low", "--fail-on ambiguous", "--fail-on not-top", "--min-probability",
      "--max-perplexity"};
  return names[static_cast<std::size_t>(gate)];
}

/// "choice 1, refusal, token 26 “ lesson”"; what goes without saying is left out.
std::string token_name(const Answer& answer, const Trip& trip) {
  const Choice& choice = answer.choices[trip.choice];
  std::string name;
  if (answer.choices.size() > 1 || choice.index != 0) {
    name += fmt::format("choice {}, ", choice.index);
  }
  if (choice.kind == Kind::refusal) name += "refusal, ";
  const std::string_view text = answer.view(choice.tokens[trip.token].text);
  return name + fmt::format("token {} {}", trip.token, visible_quote(text));
}

struct Rival {
  std::string name;
  double logprob = unknown_logprob;
  double probability = 0;
};

Rival rival_at(const Answer& answer, const Token& token, std::int32_t place) {
  const Candidate found = candidate_at(answer, token, place);
  return {visible_quote(found.text), found.logprob, probability(found.logprob)};
}

std::string low_sentence(const Verdict& verdict, std::string_view option, double border) {
  return fmt::format("has probability {}, below {} {}", shown_beside(verdict.probability, border),
                     option, border);
}

std::string ambiguous_sentence(const Rival& first, const Rival& second, const Verdict& verdict,
                               double border) {
  return fmt::format("could have been {} ({}) or {} ({}): {} apart, below --ambiguous {}",
                     first.name, shown_beside(first.probability, second.probability), second.name,
                     shown_beside(second.probability, first.probability),
                     shown_beside(verdict.margin, border), border);
}

/// Logprobs can differ where the probabilities that a double holds do not.
std::string not_top_sentence(const Token& token, const Rival& first) {
  const double p = probability(token.logprob);
  if (p == first.probability) {
    return fmt::format("has logprob {}, but {} had {}", token.logprob, first.name, first.logprob);
  }
  return fmt::format("has probability {}, but {} had {}", shown_beside(p, first.probability),
                     first.name, shown_beside(first.probability, p));
}

}  // namespace

std::string trip_sentence(const Answer& answer, const Report& report, const Trip& trip,
                          const Options& options) {
  const std::string name = token_name(answer, trip);
  const Token& token = answer.choices[trip.choice].tokens[trip.token];
  const ChoiceReport& judged = report.choices[trip.choice];
  const Verdict& verdict = judged.verdicts[trip.token];
  const Rival first = rival_at(answer, token, verdict.first);
  const auto with = [&](const std::string& what) {
    return fmt::format("{} {} ({})", name, what, option_name(trip.gate));
  };
  switch (trip.gate) {
    case Gate::low:
      return with(low_sentence(verdict, "--low", options.thresholds.low));
    case Gate::ambiguous:
      return with(ambiguous_sentence(first, rival_at(answer, token, verdict.second), verdict,
                                     options.thresholds.ambiguous));
    case Gate::not_top:
      return with(not_top_sentence(token, first));
    case Gate::min_probability:
      return fmt::format(
          "{} {}", name,
          low_sentence(verdict, option_name(trip.gate), *options.gates.min_probability));
    case Gate::max_perplexity:
      break;
  }
  const double border = *options.gates.max_perplexity;
  return fmt::format("{} is the least sure, with probability {}: perplexity {} is above {} {}",
                     name, shown_beside(verdict.probability, 0),
                     shown_beside(judged.summary.perplexity, border), option_name(trip.gate),
                     border);
}

std::string no_evidence_sentence(Gate gate, const Report& report) {
  const bool any =
      std::any_of(report.choices.begin(), report.choices.end(),
                  [](const ChoiceReport& choice) { return choice.summary.scored > 0; });
  std::string_view reason = "no token has a usable logprob";
  if (any && gate == Gate::ambiguous) {
    reason = "no token has two alternatives; ask with --top-logprobs 2 or more";
  } else if (any && gate == Gate::not_top) {
    reason = "no token has alternatives; ask with --top-logprobs 1 or more";
  }
  return fmt::format("{} has nothing to judge: {}", option_name(gate), reason);
}

}  // namespace logprobs
