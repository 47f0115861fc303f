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
    "number: that token; f: which clues; / and words: find them; [ and ]: choices; c: all "
    "candidates; 1 to 9: go on with that one instead; w: with those of all clues; r: five "
    "continuations from here; b: the next branch; d: drop it; q: the end";
constexpr int widest_word = 40;  // cells

/// A token as it is spoken: its word, or its white space by name.
std::string spoken_token(std::string_view token) {
  const std::string text = visible(text::without_white_after(text::without_white_before(token)));
  return text.empty() ? visible_cell(token, widest_word) : visible_line(text, widest_word);
}

/// "43 percent"; less is as exact as it is.
std::string spoken_share(const std::string& share) {
  std::string text = share;
  if (text.ends_with('%')) text.replace(text.size() - 1, 1, " percent");
  return text;
}

}  // namespace

std::string LinesMode::greeting() const {
  if (walk().choice() == nullptr) return "there is no answer to walk through\n";
  return fmt::format("{}\n{}? tells the commands\n",
                     show::summary_line(walk().answer(), *walk().choice(), *walk().choice_report(),
                                        walk().options().thresholds),
                     here());
}

/// "17 of 42, However, 43.1 percent, near tie: 2 Please 39.0%, 3 For 9.0%".
std::string LinesMode::here() const {
  if (walk().current() == nullptr) return "the answer has no tokens\n";
  std::string line = fmt::format("{} of {}, {}", walk().token(), walk().choice()->tokens.size(),
                                 spoken_token(listed(walk().answer(), *walk().current())));
  std::string others;
  std::size_t number = 0, told = 0;
  constexpr std::size_t most = 3;
  for (const CandidateRow& candidate : candidate_rows(walk(), 1)) {
    ++number;
    if (candidate.is_chosen) line += fmt::format(", {}", spoken_share(candidate.share));
    if (candidate.is_chosen || candidate.is_rest || ++told > most) continue;
    others += fmt::format("{}{} {} {}", others.empty() ? ": " : ", ", number, candidate.token,
                          candidate.share);
  }
  const std::string clues = spoken_clues(walk());
  return fmt::format("{}{}{}{}\n", line, clues.empty() ? "" : ", ", clues, others);
}

std::string LinesMode::take(std::string_view line) {
  const std::string_view word = text::without_white_after(text::without_white_before(line));
  if (inquiry_->waits()) {
    if (word.empty() || word == asked_by_) return wait(inquiry_->agree());
    inquiry_->refuse();
  }
  if (word.starts_with('/')) return search(word.substr(1));
  if (word.starts_with('g')) return go_to(text::without_white_before(word.substr(1)));
  if (word.size() == 1 && std::string_view("123456789rw").find(word) != std::string_view::npos) {
    return ask(word);
  }
  if (word == "b" || word == "d") return branch(word);
  return move(word);
}

std::string LinesMode::search(std::string_view words) {
  walk().search(words);
  const std::size_t found = walk().sought().size();
  if (found == 0) return words.empty() ? "clues again\n" : "nothing is found\n";
  if (walk().place_among_sought().number == 0) walk().next_sought();
  return fmt::format("{} found; {}", found, here());
}

std::string LinesMode::go_to(std::string_view place) {
  std::size_t number = 0;
  const auto parsed = std::from_chars(place.data(), place.data() + place.size(), number);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == place.data() + place.size();
  if (!is_number) return "g wants the number of a token, as in g 17\n";
  if (walk().token() == number || walk().move_to(number)) return here();
  return "there is no such token\n";
}

std::string LinesMode::candidates() const {
  std::string all;
  std::size_t number = 0;
  if (walk().current() == nullptr) return here();
  for (const CandidateRow& row : candidate_rows(walk(), 1)) {
    all += row.is_rest ? fmt::format("{} {}\n", row.token, row.share)
                       : fmt::format("{} {} {}{}\n", ++number, row.token, row.share,
                                     row.is_chosen ? ", chosen" : "");
  }
  return all;
}

std::string LinesMode::ask(std::string_view word) {
  asked_by_ = word;
  Tree& tree = walks_.tree();
  if (word == "w") return wait(inquiry_->what_if(tree, walks_.current(), walk()));
  if (word == "r") return wait(inquiry_->draw(tree, walks_.current(), walk()));
  const auto number = static_cast<std::size_t>(word.front() - '0');
  return wait(inquiry_->go_on(tree, walks_.current(), walk(), number));
}

/// What comes of it, once that is there.
std::string LinesMode::wait(std::string said) {
  if (inquiry_->is_running()) said = inquiry_->finish();
  return said + "\n";
}

/// To the next branch, or back to what this one leaves.
std::string LinesMode::branch(std::string_view word) {
  if (walks_.tree().size() == 0) return "there are no branches\n";
  if (word == "b") {
    walks_.step(1);
  } else if (walks_.drop()) {
    if (const std::string unkept = inquiry_->changed(walks_.tree()); !unkept.empty()) {
      return unkept + "\n";
    }
  } else {
    return "this is the answer itself\n";
  }
  if (walks_.current() == Tree::trunk) return fmt::format("the answer itself; {}", here());
  return fmt::format("{}; {}", sentence(walks_.tree(), walks_.current()), here());
}

std::string LinesMode::move(std::string_view word) {
  if (word == "q") {
    is_over_ = true;
    return {};
  }
  if (word == "f") return filter();
  if (word == "c") return candidates();
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
    return (walk().*move.step)() ? here() : fmt::format("{}\n", move.refusal);
  }
  return word.empty() ? here() : fmt::format("{}\n", commands);
}

std::string LinesMode::filter() {
  walk().next_filter();
  return fmt::format("{}: {}\n", walk().filter_name(), walk().sought().size());
}

}  // namespace logprobs::explore
