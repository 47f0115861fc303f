#include "explore/chooser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "explore/commands.hpp"
#include "explore/footer.hpp"
#include "explore/list_rows.hpp"
#include "explore/row.hpp"

namespace logprobs::explore {
namespace {

using show::quiet;
using show::strong;

bool is_letter(const Key& key, char32_t letter) {
  return key.name == KeyName::character && key.character == letter;
}

}  // namespace

Action Chooser::take(const Key& key) {
  note_.clear();
  if (typed_.is_open) {
    typed_.take(key);
    const bool is_given_up = !typed_.is_open && !typed_.is_entered;
    list_.filter(is_given_up ? before_ : typed_.text);
    return Action::draw;
  }
  if (key.name == KeyName::press) {
    constexpr int above = 2;  // rows: the header, and the names of the columns
    if (key.row >= above) list_.press(static_cast<std::size_t>(key.row - above));
    return Action::draw;
  }
  if (is_letter(key, U's')) {
    list_.sort_next();
    return Action::draw;
  }
  switch (command_of(key)) {
    case Command::search:
      before_ = list_.filter();
      typed_.open();
      return Action::draw;
    case Command::stop:
      list_.filter("");
      return Action::draw;
    case Command::leave:
      return Action::leave;
    case Command::suspend:
      return Action::suspend;
    case Command::redraw:
      return Action::redraw;
    default:
      break;
  }
  if (key.name == KeyName::enter || key.name == KeyName::tab) {
    return list_.selected() ? Action::list : Action::draw;
  }
  move(key);
  return Action::draw;
}

void Chooser::move(const Key& key) {
  switch (command_of(key)) {
    case Command::up:
      return list_.move(-1);
    case Command::down:
      return list_.move(1);
    case Command::page_up:
      return list_.page(-1);
    case Command::page_down:
      return list_.page(1);
    case Command::first:
      return list_.to_first();
    case Command::last:
      return list_.to_last();
    default:
      return;
  }
}

std::vector<std::string> Chooser::rows(int columns, int rows) {
  Row title(show::colors_of(options_), columns);
  title.put("logprobs", strong);
  title.put("  ");
  title.put(list_.position(), quiet);
  std::vector<std::string> all{title.end()};
  ShowOptions look = options_;
  look.width = columns;
  constexpr int others = 3;  // rows: the title, an empty one, and the footer
  for (std::string& row : list_rows(list_, look, std::max(rows - others, 1))) {
    all.push_back(std::move(row));
  }
  all.resize(static_cast<std::size_t>(std::max(rows - 1, 1)));
  constexpr std::array<KeyHint, 5> keys = {
      {{"↑↓", "answer"}, {"Enter", "open"}, {"s", "sort by"}, {"/", "find"}, {"q", "leave"}}};
  all.push_back(footer_row(typed_, note_, keys, show::colors_of(options_), columns));
  return all;
}

}  // namespace logprobs::explore
