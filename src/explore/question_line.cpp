#include "explore/question_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "explore/footer.hpp"
#include "explore/row.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {
namespace {

bool is_control(const Key& key, char letter) {
  return key.name == KeyName::character && key.character == static_cast<char32_t>(letter - 'a' + 1);
}

/// The end of a text, long enough to fill so many cells.
std::string_view end_of(std::string_view text, int cells) {
  constexpr std::size_t longest_character = 64;  // bytes, with all that is joined to it
  const std::size_t most = static_cast<std::size_t>(cells) * longest_character;
  return text.substr(text.size() - std::min(text.size(), most));
}

}  // namespace

QuestionLine::QuestionLine(const ShowOptions& options, std::string about)
    : options_(options), about_(std::move(about)) {
  typed_.open();
}

Action QuestionLine::take(const Key& key) {
  if (is_control(key, 'z')) return Action::suspend;
  if (is_control(key, 'l')) return Action::redraw;
  if (is_control(key, 'd') && typed_.text.empty()) return Action::leave;
  if (is_control(key, 'u')) typed_.open();
  typed_.take(key);
  is_cut_ = key.is_cut;
  return typed_.is_open ? Action::draw : Action::leave;
}

std::vector<std::string> QuestionLine::rows(int columns, int rows) const {
  constexpr std::string_view prompt = "Ask: ";
  const show::Colors colors = show::colors_of(options_);
  Row title(colors, columns);
  title.put("logprobs", {.strong = true});
  title.put("  ");
  title.put(about_, {.dim = true});
  std::vector<std::string> all{title.end(), ""};
  Row line(colors, columns);
  line.put(prompt, {.strong = true});
  const int room = std::max(line.left() - 1, 1);
  line.put(visible_end(end_of(typed_.text, room), room));
  line.put(" ", {.escaped = true});
  all.push_back(line.end());
  all.resize(static_cast<std::size_t>(std::max(rows - 1, 1)));
  constexpr std::array<KeyHint, 2> keys = {{{"Enter", "ask"}, {"Esc", "leave"}}};
  const std::string note = is_cut_ ? "the paste is too long: its end is missing" : "";
  all.push_back(footer_row({}, note, keys, colors, columns));
  return all;
}

}  // namespace logprobs::explore
