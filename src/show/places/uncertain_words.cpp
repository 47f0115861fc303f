#include "show/places/uncertain_words.hpp"

#include <algorithm>

#include "logprobs/candidate.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/groups.hpp"
#include "text/words.hpp"

namespace logprobs::show {
namespace {

/// Takes the clues of the tokens from `first` up to `last`, which is not one of them.
void take_clues(const Choice& choice, const ChoiceReport& report, std::size_t first,
                std::size_t last, UncertainWord& word) {
  for (std::size_t i = first; i < last; ++i) {
    if (!report.verdicts[i].clues.any()) continue;
    const double least = choice.tokens[word.least_sure].logprob;
    const bool less = choice.tokens[i].logprob < least || !is_scored(least);
    if (!word.clues.any() || less) word.least_sure = i;
    word.clues |= report.verdicts[i].clues;
  }
}

bool is_white(std::string_view text, const UncertainWord& word) {
  return text::is_white(text.substr(word.begin, word.end - word.begin));
}

/// Whether a word begins at one of the characters from `first` to `last`.
bool any_begins(std::string_view text, std::size_t first, std::size_t last) {
  for (std::size_t at = first; at <= last; ++at) {
    const bool inside = at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    if (!inside && text::begins_word(text, at)) return true;
  }
  return false;
}

/// Whether `next` begins in the word that `word` ends in. White space alone is no part of a word:
/// it would not be seen.
bool goes_on(std::string_view text, const UncertainWord& word, const UncertainWord& next) {
  return word.end > word.begin && next.end > next.begin &&
         !any_begins(text, word.end, next.begin) && !is_white(text, word) && !is_white(text, next);
}

/// Adds the tokens that the text does not show.
void add_hidden(const Choice& choice, const ChoiceReport& report,
                std::vector<UncertainWord>& words) {
  std::size_t at = 0;
  const std::size_t shown = words.size();
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    at += choice.tokens[i].shown.size;
    if (!is_hidden(choice.tokens[i]) || !report.verdicts[i].clues.any()) continue;
    words.push_back({at, at, i, report.verdicts[i].clues});
  }
  std::inplace_merge(
      words.begin(), words.begin() + static_cast<std::ptrdiff_t>(shown), words.end(),
      [](const UncertainWord& a, const UncertainWord& b) { return a.least_sure < b.least_sure; });
}

}  // namespace

std::vector<UncertainWord> uncertain_words(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text) {
  std::vector<UncertainWord> words;
  each_group(choice, text, [&](const TokenGroup& group) {
    UncertainWord word{group.begin, group.end};
    take_clues(choice, report, group.first, group.last, word);
    if (!word.clues.any()) return;
    const std::string_view bytes = text.substr(group.begin, group.end - group.begin);
    const std::string_view seen = word_in(bytes);
    word.begin += static_cast<std::size_t>(seen.data() - bytes.data());
    word.end = word.begin + seen.size();
    if (words.empty() || !goes_on(text, words.back(), word)) return words.push_back(word);
    words.back().end = word.end;
    take_clues(choice, report, group.first, group.last, words.back());
  });
  add_hidden(choice, report, words);
  return words;
}

}  // namespace logprobs::show
