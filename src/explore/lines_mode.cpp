#include "explore/lines_mode.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "explore/token_words.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"
#include "text/words.hpp"

namespace logprobs::explore {
namespace {

constexpr std::string_view commands =
    "l and h: the next token, the one before; n and p: the next clue, the one before; g and a "
    "number: "
    "that token; f: which clues; / and words: find them; [ and ]: choices; c: all candidates; q: "
    "the end";
constexpr int widest = 40;  // cells

/// A token as it is spoken: its word, or its white space by name.
std::string spoken_token(std::string_view token) {
  const std::string text = visible(text::without_white_after(text::without_white_before(token)));
  return text.empty() ? visible_cell(token, widest) : visible_line(text, widest);
}

/// "43 percent"; less is as exact as it is.
std::string spoken_share(const std::string& share) {
  std::string text = share;
  if (text.ends_with('%')) text.replace(text.size() - 1, 1, " percent");
  return text;
}

}  // namespace

std::string LinesMode::greeting() const {
  if (walk_.choice() == nullptr) return "there is no answer to walk through\n";
  return fmt::format("{}\n{}? tells the commands\n",
                     show::summary_line(walk_.answer(), *walk_.choice(), *walk_.choice_report(),
                                        walk_.options().thresholds),
                     here());
}

/// "17 of 42, However, 43.1 percent, near tie: 2 Please 39.0%, 3 For 9.0%".
std::string LinesMode::here() const {
  if (walk_.current() == nullptr) return "the answer has no tokens\n";
  std::string line = fmt::format("{} of {}, {}", walk_.token(), walk_.choice()->tokens.size(),
                                 spoken_token(listed(walk_.answer(), *walk_.current())));
  std::string others;
  std::size_t number = 0, told = 0;
  constexpr std::size_t most = 3;
  for (const CandidateRow& candidate : candidate_rows(walk_, 1)) {
    ++number;
    if (candidate.is_chosen) line += fmt::format(", {}", spoken_share(candidate.share));
    if (candidate.is_chosen || candidate.is_rest || ++told > most) continue;
    others += fmt::format("{}{} {} {}", others.empty() ? ": " : ", ", number, candidate.token,
                          candidate.share);
  }
  const std::string clues = spoken_clues(walk_);
  return fmt::format("{}{}{}{}\n", line, clues.empty() ? "" : ", ", clues, others);
}

std::string LinesMode::take(std::string_view line) {
  const std::string_view word = text::without_white_after(text::without_white_before(line));
  if (word.starts_with('/')) {
    walk_.search(word.substr(1));
    const std::size_t found = walk_.sought().size();
    if (found == 0) return word.size() == 1 ? "clues again\n" : "nothing is found\n";
    if (walk_.place_among_sought().number == 0) walk_.next_sought();
    return fmt::format("{} found; {}", found, here());
  }
  if (word.starts_with('g')) return go(text::without_white_before(word.substr(1)));
  return move(word);
}

std::string LinesMode::go(std::string_view place) {
  std::size_t number = 0;
  const auto parsed = std::from_chars(place.data(), place.data() + place.size(), number);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == place.data() + place.size();
  if (!is_number) return "g wants the number of a token, as in g 17\n";
  if (walk_.token() == number || walk_.move_to(number)) return here();
  return "there is no such token\n";
}

std::string LinesMode::move(std::string_view word) {
  if (word == "q") {
    is_over_ = true;
    return {};
  }
  if (word == "f") return filter();
  if (word == "c") {
    std::string all;
    std::size_t number = 0;
    if (walk_.current() == nullptr) return here();
    for (const CandidateRow& row : candidate_rows(walk_, 1)) {
      all += row.is_rest ? fmt::format("{} {}\n", row.token, row.share)
                         : fmt::format("{} {} {}{}\n", ++number, row.token, row.share,
                                       row.is_chosen ? ", chosen" : "");
    }
    return all;
  }
  struct Move {
    std::string_view word;
    bool (Walk::*step)();
    std::string_view refusal;
  };
  static constexpr std::array<Move, 6> moves = {
      {{"l", &Walk::forward, "this is the last token"},
       {"h", &Walk::back, "this is the first token"},
       {"n", &Walk::next_sought, "there is no other"},
       {"p", &Walk::previous_sought, "there is no other"},
       {"]", &Walk::next_choice, "there is no choice after this one"},
       {"[", &Walk::previous_choice, "there is no choice before this one"}}};
  for (const Move& move : moves) {
    if (move.word != word) continue;
    return (walk_.*move.step)() ? here() : fmt::format("{}\n", move.refusal);
  }
  return word.empty() ? here() : fmt::format("{}\n", commands);
}

std::string LinesMode::filter() {
  walk_.next_filter();
  return fmt::format("{}: {}\n", walk_.filter_name(), walk_.sought().size());
}

}  // namespace logprobs::explore
