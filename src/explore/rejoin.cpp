#include "explore/rejoin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "explore/text_words.hpp"

namespace logprobs::explore {
namespace {

static_assert(words_to_rejoin == 8, "rows of words are doubled three times");
constexpr int doublings = 3;

using Numbers = std::vector<std::uint32_t>;  // equal things have equal ones

/// Numbers words, so that those of two texts can be compared.
class WordNumbers {
 public:
  Numbers of(const std::vector<Word>& words) {
    Numbers numbers;
    numbers.reserve(words.size());
    for (const Word& word : words) numbers.push_back(number(word.text));
    return numbers;
  }

 private:
  std::uint32_t number(const std::string& word) {
    return known_.try_emplace(word, static_cast<std::uint32_t>(known_.size())).first->second;
  }

  std::unordered_map<std::string, std::uint32_t> known_;
};

/// Numbers rows of words of twice the length, from those of both their halves.
class PairNumbers {
 public:
  explicit PairNumbers(std::size_t half) : half_(half) {}

  Numbers of(const Numbers& halves) {
    Numbers numbers;
    for (std::size_t i = 0; i + half_ < halves.size(); ++i) {
      const std::uint64_t pair = std::uint64_t{halves[i]} << 32 | halves[i + half_];
      numbers.push_back(
          known_.try_emplace(pair, static_cast<std::uint32_t>(known_.size())).first->second);
    }
    return numbers;
  }

 private:
  std::size_t half_;
  std::unordered_map<std::uint64_t, std::uint32_t> known_;
};

/// The first place in `branch` of as many words as make it rejoin that are in `rest` too.
std::optional<std::size_t> first_same_row(Numbers branch, Numbers rest) {
  for (int i = 0; i < doublings; ++i) {
    PairNumbers pairs(std::size_t{1} << i);
    branch = pairs.of(branch);
    rest = pairs.of(rest);
  }
  const std::unordered_set<std::uint32_t> rows(rest.begin(), rest.end());
  const auto same = std::find_if(branch.begin(), branch.end(),
                                 [&](std::uint32_t row) { return rows.count(row) != 0; });
  if (same == branch.end()) return std::nullopt;
  return static_cast<std::size_t>(same - branch.begin());
}

/// How many words at the end of both are the same.
std::size_t same_at_end(const Numbers& a, const Numbers& b) {
  const auto differ = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first;
  return static_cast<std::size_t>(differ - a.rbegin());
}

/// How many tokens end at this byte of their joined text, or before.
std::size_t tokens_before(std::span<const std::string_view> tokens, std::size_t byte) {
  std::size_t end = 0;
  std::size_t count = 0;
  for (; count < tokens.size(); ++count) {
    end += tokens[count].size();
    if (end > byte) break;
  }
  return std::max<std::size_t>(count, 1);
}

/// The place of the branch's first word from which on the texts are the same; its end if both have
/// no words left there.
std::optional<std::size_t> same_from(const Numbers& branch, const Numbers& rest, bool limited) {
  std::optional<std::size_t> place = first_same_row(branch, rest);
  if (limited || place == std::size_t{0}) return place;
  const std::size_t same = same_at_end(branch, rest);
  if (same == 0 && branch.size() + rest.size() > 0) return place;
  return std::min(place.value_or(branch.size()), branch.size() - same);
}

}  // namespace

Rejoin compare(std::span<const std::string_view> branch, std::string_view rest, bool limited) {
  std::string text;
  for (const std::string_view token : branch) text += token;
  const std::vector<Word> words = words_of(text);
  WordNumbers numbers;
  const auto place = same_from(numbers.of(words), numbers.of(words_of(rest)), limited);
  if (!place) return {limited ? Becomes::unknown : Becomes::differs, 0};
  const std::size_t byte = *place < words.size() ? words[*place].begin : text.size();
  return {Becomes::rejoins, tokens_before(branch, byte)};
}

std::string describe(const Rejoin& rejoin) {
  switch (rejoin.becomes) {
    case Becomes::rejoins:
      return fmt::format("rejoins after {} token{}: wording only", rejoin.after,
                         rejoin.after == 1 ? "" : "s");
    case Becomes::differs:
      return "does not rejoin";
    case Becomes::unknown:
      break;
  }
  return "not known yet";
}

}  // namespace logprobs::explore
