#include <fmt/format.h>

#include "logprobs/show.hpp"

namespace logprobs {
namespace {

/// "3 tokens", "1 token".
std::string tokens(std::size_t number) {
  return fmt::format("{} token{}", number, number == 1 ? "" : "s");
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
  if (unscored > 0) {
    all.push_back(fmt::format("{} without a usable logprob, {}", tokens(unscored), left_out));
  }
  if (floors > 0) {
    all.push_back(
        fmt::format("{} with a logprob that means “no value here”, {}", tokens(floors), left_out));
  }
  return all;
}

}  // namespace logprobs
