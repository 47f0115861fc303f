#include "show/words/counted_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "logprobs/text.hpp"
#include "show/words/choice_text.hpp"
#include "text/words.hpp"

namespace logprobs::show {
namespace {

constexpr int longest_counted = 20;      // cells
constexpr std::size_t many_bytes = 640;  // no text that short has more
constexpr std::size_t most_named = 10;

struct Count {
  std::string text;  // without white space around it
  std::size_t answers = 0;
};

bool is_short(const std::string& text) {
  return text.size() <= many_bytes && text.find('\n') == std::string::npos &&
         display_width(visible(text)) <= longest_counted;
}

/// Empty if one of the answers is not short.
std::vector<Count> count(const Answer& answer) {
  std::vector<Count> counts;
  std::map<std::string, std::size_t> places;  // in `counts`
  const Choice* last = nullptr;
  for (const Choice& choice : answer.choices) {
    if (choice.kind < Kind::content) continue;
    const Choice* const before = std::exchange(last, &choice);
    if (before != nullptr && before->index == choice.index) return {};  // an answer in two parts
    const std::string all = shown_text(answer, choice);
    std::string text(text::without_white_after(text::without_white_before(all)));
    if (!is_short(text)) return {};
    const auto [place, is_new] = places.try_emplace(text, counts.size());
    if (is_new) counts.push_back({std::move(text), 0});
    ++counts[place->second].answers;
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Count& a, const Count& b) { return a.answers > b.answers; });
  return counts;
}

}  // namespace

std::vector<std::string> counted_answers(const Answer& answer, Setting set) {
  // The sequences of raw logits answer different prompts.
  if (answer.choices.size() < 2 || answer.state != State::complete || answer.logits) return {};
  std::vector<std::string> parts;
  std::size_t all = 0;
  std::size_t others = 0;
  for (const Count& counted : count(answer)) {
    all += counted.answers;
    if (parts.size() == most_named) {
      others += counted.answers;
      continue;
    }
    const std::string text = counted.text.empty() ? "(empty)" : set(visible(counted.text));
    parts.push_back(fmt::format("{} × {}", counted.answers, text));
  }
  if (all < 2) return {};
  parts.front().insert(0, fmt::format("{} answers: ", all));
  if (others > 0) parts.push_back(fmt::format("{} × another", others));
  return parts;
}

}  // namespace logprobs::show
