#include "explore/explorer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "explore/help_page.hpp"
#include "explore/token_words.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {

Explorer::Explorer(const Answer& answer, const ShowOptions& options, bool has_list,
                   Inquiry* inquiry)
    : walks_(answer, options), inquiry_(inquiry == nullptr ? &nobody_ : inquiry) {
  state_.has_list = has_list;
}

/// What comes does not move the cursor, unless it was sent to the end.
void Explorer::update(const Answer& answer) {
  walks_.update(answer);
  while (follows_ && here().next_part()) {
  }
  if (follows_) here().to_last();
}

std::vector<std::string> Explorer::rows(int columns, int rows) {
  if (mode_ == Mode::helping)
    return help_rows(here().options(), help_words_.text, help_top_, columns, rows);
  PageState state = state_;
  state.tree = walks_.look();
  if (state.note.empty()) state.note = standing_note();
  return page_.rows(here(), state, columns, rows);
}

Action Explorer::take(const Key& key) {
  state_.note.clear();
  if (agree_by(key)) return Action::draw;
  if (state_.typed.is_open) {
    type(key);
    return Action::draw;
  }
  switch (mode_) {
    case Mode::helping:
      help_by(key);
      return Action::draw;
    case Mode::leaving:
      return choose_view(key);
    case Mode::walking:
      break;
  }
  if (key.name == KeyName::press) {
    follows_ = false;
    if (const auto token = page_.token_at(here(), key.column, key.row)) here().move_to(*token);
    return Action::draw;
  }
  if (walks_.is_choosing() && choose_by(key)) return Action::draw;
  return walk_by(command_of(key), key);
}

Action Explorer::walk_by(Command command, const Key& key) {
  switch (command) {
    case Command::filter:
      here().next_filter();
      break;
    case Command::more_clues:
      change_threshold(1);
      break;
    case Command::fewer_clues:
      change_threshold(-1);
      break;
    case Command::temperature:
      change_temperature();
      break;
    case Command::colour:
      change_colour();
      break;
    case Command::search:
      is_question_ = false;
      state_.typed.open();
      break;
    case Command::stop:
      if (stop()) break;
      if (here().words().empty()) return Action::stop;
      here().search("");
      break;
    case Command::help:
      mode_ = Mode::helping;
      help_words_.open();
      help_top_ = 0;
      break;
    case Command::show_as:
      mode_ = Mode::leaving;
      say("leave, and print:  x text   t table   c chart   j JSON   Esc stay here");
      break;
    case Command::mouse:
      wants_mouse_ = !wants_mouse_;
      say(wants_mouse_ ? "a mouse press goes to its token; m ends that"
                       : "the mouse selects text again");
      return Action::mouse;
    case Command::list:
      if (state_.has_list) return Action::list;
      say("there is no other answer");
      break;
    case Command::copy:
      return copy();
    case Command::leave:
      return Action::leave;
    case Command::suspend:
      return Action::suspend;
    case Command::redraw:
      return Action::redraw;
    case Command::go_on:
    case Command::branches:
    case Command::draw:
    case Command::what_if:
    case Command::drop:
    case Command::ask:
      branch_by(command, key);
      break;
    default:
      move_by(command);
  }
  return Action::draw;
}

void Explorer::move_by(Command command) {
  const auto page = static_cast<std::ptrdiff_t>(page_.text_height());
  if (command != Command::none) follows_ = command == Command::last;
  switch (command) {
    case Command::back:
      here().back();
      break;
    case Command::forward:
      here().forward();
      break;
    case Command::up:
      here().lines_away(-1);
      break;
    case Command::down:
      here().lines_away(1);
      break;
    case Command::page_up:
      here().lines_away(-page);
      break;
    case Command::page_down:
      here().lines_away(page);
      break;
    case Command::line_begin:
      here().to_line_begin();
      break;
    case Command::line_end:
      here().to_line_end();
      break;
    case Command::first:
      here().to_first();
      break;
    case Command::last:
      here().to_last();
      break;
    case Command::next_sought:
      here().next_sought();
      break;
    case Command::previous_sought:
      here().previous_sought();
      break;
    case Command::next_choice:
      if (!here().next_choice()) say("there is no choice after this one");
      break;
    case Command::previous_choice:
      if (!here().previous_choice()) say("there is no choice before this one");
      break;
    default:
      break;
  }
}

/// Reads words to find, or a question.
void Explorer::type(const Key& key) {
  state_.typed.take(key);
  if (state_.typed.is_open || !state_.typed.is_entered) return;
  if (!is_question_) return find(state_.typed.text);
  if (!state_.typed.text.empty()) {
    say(inquiry_->ask(walks_.tree(), walks_.current(), state_.typed.text));
  }
}

void Explorer::find(const std::string& words) {
  here().search(words);
  if (here().sought().empty()) {
    say(fmt::format("nothing is found: {}", visible_quote(words)));
    here().search("");
  } else if (here().place_among_sought().number == 0) {
    follows_ = false;
    here().next_sought();
  }
}

Action Explorer::choose_view(const Key& key) {
  constexpr std::array<std::pair<char32_t, std::string_view>, 4> views = {
      {{'x', "text"}, {'t', "table"}, {'c', "chart"}, {'j', "json"}}};
  mode_ = Mode::walking;
  for (const auto& [letter, view] : views) {
    if (key.name != KeyName::character || key.character != letter) continue;
    view_ = view;
    return Action::leave;
  }
  return Action::draw;
}

/// Any letter is searched for; what leads out is not.
void Explorer::help_by(const Key& key) {
  if (key.name == KeyName::down) ++help_top_;
  if (key.name == KeyName::up && help_top_ > 0) --help_top_;
  const bool is_question_mark = key.name == KeyName::character && key.character == '?';
  if (!is_question_mark) help_words_.take(key);
  if (is_question_mark || !help_words_.is_open) mode_ = Mode::walking;
}

/// Moves the threshold of the clue that is filtered for, or that of ambiguous: by a hundredth.
void Explorer::change_threshold(double by) {
  constexpr double step = 0.01;
  if (here().filter().not_top && !here().filter().ambiguous) {
    return say("whether a token was the most probable has no threshold");
  }
  Thresholds thresholds = here().options().thresholds;
  const bool is_low = here().filter().low && !here().filter().ambiguous;
  double& threshold = is_low ? thresholds.low : thresholds.ambiguous;
  const double steps = std::round(threshold / step) + by;
  threshold = std::clamp(steps * step, 0.0, 1.0);
  walks_.set_thresholds(thresholds);
  say(fmt::format(
      "{} below {}: {} of {}", is_low ? "low: probability" : "near tie: margin",
      show::threshold_percent(threshold), here().sought().size(),
      show::token_count(here().choice() == nullptr ? 0 : here().choice()->tokens.size())));
}

void Explorer::change_temperature() {
  constexpr std::array temperatures = {1.0, 0.5, 0.7, 1.5, 2.0};
  const auto* const at = std::find(temperatures.begin(), temperatures.end(), state_.temperature);
  const bool is_last = at == temperatures.end() || at + 1 == temperatures.end();
  state_.temperature = is_last ? temperatures.front() : *(at + 1);
}

void Explorer::change_colour() {
  constexpr std::array<std::string_view, 4> names = {"probability", "margin", "entropy", "nothing"};
  const auto next = (static_cast<std::size_t>(state_.colour) + 1) % names.size();
  state_.colour = static_cast<ColourBy>(next);
  say(fmt::format("coloured by {}", names[next]));
}

Action Explorer::copy() {
  if (here().current() == nullptr) return Action::draw;
  copied_ = listed(here().answer(), *here().current());
  say(fmt::format("copied: {}", visible_quote(copied_)));
  return Action::copy;
}

}  // namespace logprobs::explore
