#include "explore/walk.hpp"

#include <algorithm>
#include <optional>

#include "explore/find_words.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/judge.hpp"

namespace logprobs::explore {
namespace {

bool has_one_of(const Clues& clues, const Clues& filter) {
  return (clues.low && filter.low) || (clues.ambiguous && filter.ambiguous) ||
         (clues.not_top && filter.not_top);
}

std::pair<int, Kind> name_of(const Choice& choice) { return {choice.index, choice.kind}; }

}  // namespace

Walk::Walk(const Answer& answer, const ShowOptions& options)
    : answer_(&answer), options_(options), text_(options) {
  update(answer);
}

void Walk::update(const Answer& answer) {
  answer_ = &answer;
  judge_answer(answer, options_.thresholds, report_);
  find_choice();
  take_text();
}

/// Choices that begin later may come before it.
void Walk::find_choice() {
  const std::vector<Choice>& all = answer_->choices;
  const auto is_here = [&](const Choice& choice) { return name_ == name_of(choice); };
  const auto found = std::find_if(all.begin(), all.end(), is_here);
  if (found != all.end() && found->tokens.size() >= text_.tokens()) {
    choice_ = static_cast<std::size_t>(found - all.begin());
    return;
  }
  if (name_) clear(report_);  // it is another answer
  if (name_) judge_answer(*answer_, options_.thresholds, report_);
  choice_ = 0;
  begin_choice();
}

void Walk::set_width(int width) {
  if (width == width_) return;
  width_ = width;
  lines_ = Lines(width);
  lines_.add(text_.glyphs());
}

const Choice* Walk::choice() const {
  return choice_ < answer_->choices.size() ? &answer_->choices[choice_] : nullptr;
}

const ChoiceReport* Walk::choice_report() const {
  return choice_ < report_.choices.size() ? &report_.choices[choice_] : nullptr;
}

const Token* Walk::current() const {
  const Choice* const here = choice();
  return here != nullptr && token_ < here->tokens.size() ? &here->tokens[token_] : nullptr;
}

std::size_t Walk::line() const {
  if (current() == nullptr || token_ >= text_.tokens()) return 0;
  return lines_.line_of(anchor());
}

/// The glyph of the cursor's token that tells its line and column: the first that is no space,
/// since a line may be broken there.
std::size_t Walk::anchor() const {
  const AnswerText::Range range = text_.glyphs_of(token_);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (text_.glyphs()[i].kind != GlyphKind::space) return i;
  }
  return range.begin;
}

/// Takes what is new of the choice's text, and looks for what is sought in it.
void Walk::take_text() {
  const Choice* const here = choice();
  if (here == nullptr) return;
  const bool is_over = here->ended || answer_->state != State::open;
  text_.add(*answer_, *here, *choice_report(), is_over);
  lines_.add(text_.glyphs());
  if (token_ == 0 && !is_shown(0)) forward();
  find();
}

bool Walk::next_part() {
  const std::vector<Choice>& all = answer_->choices;
  if (choice_ + 1 >= all.size() || all[choice_ + 1].index != all[choice_].index) return false;
  return next_choice();
}

void Walk::begin_choice() {
  if (choice() != nullptr) name_ = name_of(*choice());
  token_ = 0;
  text_ = AnswerText(options_);
  lines_ = Lines(width_);
  sought_.clear();
  looked_ = 0;
  take_text();
}

bool Walk::is_shown(std::size_t token) const {
  const Choice* const here = choice();
  return here != nullptr && token < here->tokens.size() && !is_hidden(here->tokens[token]);
}

bool Walk::move_to(std::size_t token) {
  if (token == token_ || !is_shown(token)) return false;
  token_ = token;
  return true;
}

bool Walk::forward() { return to_shown_from(token_ + 1); }

bool Walk::back() { return to_shown_before(token_); }

bool Walk::to_shown_from(std::size_t token) {
  const std::size_t all = choice() == nullptr ? 0 : choice()->tokens.size();
  while (token < all && !is_shown(token)) ++token;
  return move_to(token);
}

bool Walk::to_shown_before(std::size_t token) {
  while (token > 0 && !is_shown(token - 1)) --token;
  return token > 0 && move_to(token - 1);
}

std::size_t Walk::column_of(std::size_t glyph) const {
  std::size_t column = 0;
  for (std::size_t i = lines_.line(lines_.line_of(glyph)).begin; i < glyph; ++i) {
    column += text_.glyphs()[i].width;
  }
  return column;
}

bool Walk::lines_away(std::ptrdiff_t count) {
  if (current() == nullptr) return false;
  const auto last = static_cast<std::ptrdiff_t>(lines_.size()) - 1;
  const auto here = static_cast<std::ptrdiff_t>(line());
  const auto step = count < 0 ? -1 : 1;
  const std::size_t column = column_of(anchor());
  // An empty line, or one within a token, has no token of its own: on to the next that has one.
  for (auto at = std::clamp<std::ptrdiff_t>(here + count, 0, last); at >= 0 && at <= last;
       at += step) {
    std::optional<std::size_t> found;
    std::size_t begin = 0;
    const AnswerText::Range range = lines_.line(static_cast<std::size_t>(at));
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Glyph& glyph = text_.glyphs()[i];
      if (glyph.token == Glyph::no_token || glyph.kind == GlyphKind::line_end) continue;
      if (found && begin > column) break;
      if (glyph.token != found) found = glyph.token;
      begin += glyph.width;
    }
    if (found && *found != token_ && (static_cast<std::ptrdiff_t>(line()) != at)) {
      return move_to(*found);
    }
  }
  return false;
}

bool Walk::to_line_begin() {
  if (current() == nullptr) return false;
  const Glyph& first = text_.glyphs()[lines_.line(line()).begin];
  return first.token != Glyph::no_token && move_to(first.token);
}

bool Walk::to_line_end() {
  if (current() == nullptr) return false;
  const AnswerText::Range range = lines_.line(line());
  for (std::size_t i = range.end; i > range.begin; --i) {
    const Glyph& glyph = text_.glyphs()[i - 1];
    if (glyph.kind != GlyphKind::line_end && glyph.token != Glyph::no_token) {
      return move_to(glyph.token);
    }
  }
  return false;
}

bool Walk::to_first() { return to_shown_from(0); }

bool Walk::to_last() { return to_shown_before(choice() == nullptr ? 0 : choice()->tokens.size()); }

bool Walk::next_sought() {
  if (sought_.empty()) return false;
  const auto after = std::upper_bound(sought_.begin(), sought_.end(), token_);
  return move_to(after == sought_.end() ? sought_.front() : *after);
}

bool Walk::previous_sought() {
  if (sought_.empty()) return false;
  const auto at = std::lower_bound(sought_.begin(), sought_.end(), token_);
  return move_to(at == sought_.begin() ? sought_.back() : *(at - 1));
}

bool Walk::next_choice() {
  if (choice_ + 1 >= answer_->choices.size()) return false;
  ++choice_;
  begin_choice();
  return true;
}

bool Walk::previous_choice() {
  if (choice_ == 0) return false;
  --choice_;
  begin_choice();
  return true;
}

void Walk::next_filter() {
  if (filter_.low && filter_.ambiguous) {
    filter_ = {.low = true};
  } else if (filter_.low) {
    filter_ = {.ambiguous = true};
  } else if (filter_.ambiguous) {
    filter_ = {.not_top = true};
  } else {
    filter_ = {true, true, true};
  }
  search("");
}

std::string_view Walk::filter_name() const {
  if (filter_.low && filter_.ambiguous) return "clue";
  if (filter_.low) return "low token";
  return filter_.ambiguous ? "near tie" : "token that is not top";
}

void Walk::search(std::string_view words) {
  words_ = words;
  sought_.clear();
  looked_ = 0;
  find();
}

void Walk::find() {
  const Choice* const here = choice();
  if (here == nullptr) return;
  if (!words_.empty()) {
    sought_ = tokens_with_words(*answer_, *here, words_);
    return;
  }
  const ChoiceReport& judged = *choice_report();
  for (; looked_ < here->tokens.size(); ++looked_) {
    if (has_one_of(judged.verdicts[looked_].clues, filter_) && is_shown(looked_)) {
      sought_.push_back(looked_);
    }
  }
}

PlaceAmong Walk::place_among_sought() const {
  const auto at = std::lower_bound(sought_.begin(), sought_.end(), token_);
  const bool is_there = at != sought_.end() && *at == token_;
  return {is_there ? static_cast<std::size_t>(at - sought_.begin()) + 1 : 0, sought_.size()};
}

void Walk::set_thresholds(const Thresholds& thresholds) {
  const std::size_t token = token_;
  options_.thresholds = thresholds;
  clear(report_);
  judge_answer(*answer_, thresholds, report_);
  begin_choice();
  move_to(token);
}

}  // namespace logprobs::explore
