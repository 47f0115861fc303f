#include <fmt/format.h>

#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "show/words/percent.hpp"

namespace logprobs {
using namespace show;

namespace {

/// What people should know who read the numbers of fields.
void add_field_warnings(const Findings& findings, std::vector<std::string>& all) {
  for (const Document& document : findings.documents) {
    // Where nothing has a logprob, the failure says so.
    if (document.call && !document.sent && findings.tokens > 0) {
      all.push_back(fmt::format(
          "the server sent no logprobs for the call of {}: it is not among the answer's tokens",
          visible_quote(*document.call)));
    }
    if (document.others == 0) continue;
    all.push_back(fmt::format(
        "the answer has {} of JSON apart from the one that --fields looks at, which begins at "
        "byte {}",
        document.others == 1 ? "another value" : fmt::format("{} other values", document.others),
        document.begin));
  }
  if (findings.constrained.value_or(false)) {
    all.emplace_back(
        "the server seems to decode under a grammar, since keys and punctuation had no "
        "alternatives: the probabilities of values may be those of the constrained distribution, "
        "not of the model's own");
  }
}

}  // namespace

std::vector<std::string> warnings(const Answer& answer, const Report& report) {
  constexpr std::string_view left_out = "left out of sum, mean, perplexity and lowest probability";
  std::vector<std::string> all = answer.warnings;
  std::size_t unscored = 0;
  std::size_t floors = 0;
  for (const ChoiceReport& choice : report.choices) {
    unscored += choice.summary.unscored;
    floors += choice.summary.floors;
  }
  // Where these make the answer unusable, its failure says so.
  const std::string_view code = answer.failure ? std::string_view(answer.failure->code) : "";
  const bool is_told = code == "no_logprobs" || code == "not_logprobs";
  if (unscored > 0 && !is_told) {
    all.push_back(fmt::format("{} without a usable logprob, {}", token_count(unscored), left_out));
  }
  if (floors > 0) {
    const std::string_view why =
        answer.logits ? "that could not be drawn" : "with a logprob that means “no value here”";
    all.push_back(fmt::format("{} {}, {}", token_count(floors), why, left_out));
  }
  for (const ChoiceReport& choice : report.choices) add_field_warnings(choice.findings(), all);
  for (const ChoiceReport& choice : report.choices) {
    const std::optional<Rating>& rating = choice.findings().rating;
    if (!rating || rating->candidates < 2) continue;
    all.push_back(
        fmt::format("{} numbers in the answer could be the rating; the last, {} at token {}, "
                    "was taken",
                    rating->candidates, rating->written, rating->block.part.first));
  }
  return all;
}

}  // namespace logprobs
