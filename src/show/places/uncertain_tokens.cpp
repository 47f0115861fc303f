#include "show/places/uncertain_tokens.hpp"

#include "logprobs/candidate.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/groups.hpp"

namespace logprobs::show {
namespace {

UncertainToken uncertain_token(const Choice& choice, const ChoiceReport& report,
                               const TokenGroup& group, std::string_view text) {
  UncertainToken found;
  for (std::size_t i = group.first; i < group.last; ++i) {
    if (!report.verdicts[i].clues.any()) continue;
    const double least = choice.tokens[found.index].logprob;
    const bool less = choice.tokens[i].logprob < least || !is_scored(least);
    if (!found.clues.any() || less) found.index = i;
    found.clues |= report.verdicts[i].clues;
  }
  const std::string_view seen = word_in(text.substr(group.begin, group.end - group.begin));
  found.begin = static_cast<std::size_t>(seen.data() - text.data());
  found.end = found.begin + seen.size();
  return found;
}

}  // namespace

std::vector<UncertainToken> uncertain_tokens(const Choice& choice, const ChoiceReport& report,
                                             std::string_view text) {
  std::vector<UncertainToken> tokens;
  const auto add = [&](const TokenGroup& group) {
    const UncertainToken found = uncertain_token(choice, report, group, text);
    if (found.clues.any()) tokens.push_back(found);
  };
  std::size_t next = 0;
  const auto add_hidden = [&](std::size_t last, std::size_t at) {
    for (; next < last; ++next) add({.first = next, .last = next + 1, .begin = at, .end = at});
  };
  each_group(choice, text, [&](const TokenGroup& group) {
    add_hidden(group.first, group.begin);
    add(group);
    next = group.last;
  });
  add_hidden(choice.tokens.size(), text.size());
  return tokens;
}

}  // namespace logprobs::show
