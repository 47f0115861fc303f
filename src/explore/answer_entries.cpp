#include "explore/answer_entries.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <tuple>

#include "logprobs/text.hpp"
#include "show/words/choice_text.hpp"

namespace logprobs::explore {
namespace {

constexpr std::size_t longest_title = 80;  // bytes, as the two below
constexpr std::size_t longest_word = 40;
constexpr std::size_t longest_path = 120;

/// The first bytes of a text, with “…” where it is longer.
std::string shortened(std::string_view text, std::size_t most) {
  std::string line(first_bytes(text, most));
  if (line.size() < text.size()) line += "…";
  return line;
}

/// Adds text to a line, with one space for all white space between two words, until the line is
/// long enough for a title.
void add_words(std::string_view text, std::string& line) {
  constexpr std::string_view white = " \t\n\v\f\r";
  for (const char byte : text) {
    if (line.size() > longest_title) return;
    const bool is_white = white.find(byte) != std::string_view::npos;
    if (is_white && (line.empty() || line.back() == ' ')) continue;
    line += is_white ? ' ' : byte;
  }
}

/// The choice whose text a list shows: the first that is no prompt or reasoning.
const Choice* spoken_choice(const Answer& answer) {
  const auto choice = std::find_if(
      answer.choices.begin(), answer.choices.end(),
      [](const Choice& one) { return one.kind == Kind::content || one.kind == Kind::refusal; });
  if (choice != answer.choices.end()) return &*choice;
  return answer.choices.empty() ? nullptr : &answer.choices.front();
}

std::string title_of(const Answer& answer) {
  std::string line;
  add_words(answer.question, line);
  if (!line.empty()) return shortened(line, longest_title);
  add_words(answer.custom_id, line);
  const Choice* const choice = spoken_choice(answer);
  const bool says_something = choice != nullptr || answer.failure.has_value();
  if (!line.empty() && says_something) line += " · ";
  if (choice != nullptr && choice->tokens.empty()) add_words(choice->message, line);
  for (std::size_t i = 0; choice != nullptr && i < choice->tokens.size(); ++i) {
    if (line.size() > longest_title) break;
    add_words(answer.view(choice->tokens[i].shown), line);
  }
  if (choice == nullptr && answer.failure) add_words(answer.failure->message, line);
  return shortened(line, longest_title);
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  const std::uint64_t product = (hash ^ value) * odd;
  return product ^ (product >> 29U);
}

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  return mixed(hash, std::hash<std::string_view>{}(text));
}

/// Sums up the choices of an answer. Returns the one that has its least sure token.
std::size_t sum_up(const Answer& answer, const Report& report, AnswerEntry& entry) {
  std::size_t least = 0;
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Summary& summary = report.choices[i].summary;
    entry.tokens += static_cast<std::uint32_t>(answer.choices[i].tokens.size());
    entry.clues += static_cast<std::uint32_t>(summary.unsure);
    entry.perplexity = std::fmax(entry.perplexity, summary.perplexity);
    if (summary.scored == 0 || summary.min_logprob >= entry.least_logprob) continue;
    entry.least_logprob = summary.min_logprob;
    least = i;
  }
  return least;
}

}  // namespace

std::uint64_t fingerprint_of(const Answer& answer) {
  std::uint64_t hash = mixed(answer.choices.size(), static_cast<std::uint64_t>(answer.state));
  for (const std::string* name : {&answer.place.path, &answer.id, &answer.custom_id}) {
    hash = mixed(hash, *name);
  }
  for (const Choice& choice : answer.choices) {
    hash = mixed(hash, static_cast<std::uint64_t>(choice.index));
    hash = mixed(hash, static_cast<std::uint64_t>(choice.kind));
    hash = mixed(mixed(hash, choice.message), choice.tokens.size());
    for (const Token& token : choice.tokens) {
      hash =
          mixed(mixed(hash, answer.view(token.text)), std::bit_cast<std::uint64_t>(token.logprob));
    }
  }
  return hash;
}

AnswerEntry& AnswerEntries::add(const Answer& answer, const Report& report, std::size_t file) {
  AnswerEntry& entry = entries_.emplace_back();
  entry.offset = answer.place.offset.value_or(AnswerEntry::no_offset);
  entry.line = answer.place.first_line;
  entry.own_line = answer.place.line.has_value();
  entry.fingerprint = fingerprint_of(answer);
  entry.texts = texts_.size();
  entry.file = static_cast<std::uint32_t>(file);
  entry.state = answer.state;
  entry.asked = !answer.question.empty();
  const auto add_text = [&](std::string_view text) {
    texts_ += text;
    return static_cast<std::uint8_t>(text.size());
  };
  entry.title_size = add_text(title_of(answer));
  const std::size_t least = sum_up(answer, report, entry);
  if (!std::isnan(entry.least_logprob)) {
    const std::size_t token = report.choices[least].summary.least_sure;
    entry.word_size =
        add_text(shortened(show::word_of(answer, answer.choices[least], token), longest_word));
  }
  if (answer.place.several) entry.path_size = add_text(shortened(answer.place.path, longest_path));
  return entry;
}

void AnswerEntries::append(const AnswerEntries& others) {
  const std::size_t before = entries_.size();
  entries_.insert(entries_.end(), others.entries_.begin(), others.entries_.end());
  for (std::size_t i = before; i < entries_.size(); ++i) entries_[i].texts += texts_.size();
  texts_ += others.texts_;
}

void AnswerEntries::sort_by_place() {
  const auto is_before = [](const AnswerEntry& a, const AnswerEntry& b) {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  };
  if (!std::is_sorted(entries_.begin(), entries_.end(), is_before)) {
    std::stable_sort(entries_.begin(), entries_.end(), is_before);
  }
}

std::string_view AnswerEntries::title(const AnswerEntry& entry) const {
  return std::string_view(texts_).substr(entry.texts, entry.title_size);
}

std::string_view AnswerEntries::word(const AnswerEntry& entry) const {
  return std::string_view(texts_).substr(entry.texts + entry.title_size, entry.word_size);
}

std::string_view AnswerEntries::path(const AnswerEntry& entry) const {
  return std::string_view(texts_).substr(entry.texts + entry.title_size + entry.word_size,
                                         entry.path_size);
}

std::size_t AnswerEntries::memory() const {
  return entries_.capacity() * sizeof(AnswerEntry) + texts_.capacity();
}

}  // namespace logprobs::explore
