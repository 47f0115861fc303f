#include "explore/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "explore/commands.hpp"
#include "explore/footer.hpp"
#include "explore/panel.hpp"
#include "explore/row.hpp"
#include "explore/strip.hpp"
#include "logprobs/text.hpp"
#include "show/terminal/style.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"

namespace logprobs::explore {
namespace {

using show::quiet;
using show::strong;

constexpr int gap_width = 3;  // cells, with a line between text and panel

Plan plan_for(int columns, int rows) {
  constexpr int wide = 100, low = 16, roomy = 12;
  Plan plan{.text_width = columns, .panel_width = columns};
  plan.is_short = rows < low;
  plan.has_gaps = rows >= roomy;
  plan.is_beside = columns >= wide && !plan.is_short;
  if (!plan.is_beside) return plan;
  plan.panel_width = std::clamp(columns * 36 / 100, 38, 60);
  plan.text_width = columns - plan.panel_width - gap_width;
  return plan;
}

show::Colors colors_of(const Walk& walk) { return show::colors_of(walk.options()); }

std::string header_row(const Walk& walk, int columns) {
  Row row(colors_of(walk), columns);
  row.put("logprobs", strong);
  row.put("  ");
  if (walk.choice() == nullptr) return row.end();
  const Answer& answer = walk.answer();
  std::string facts;
  const auto add = [&](const std::string& fact) {
    facts += fmt::format("{}{}", facts.empty() ? "" : " · ", fact);
  };
  if (answer.state == State::open) add("still coming");  // first: in sight on any screen
  if (answer.choices.size() > 1) add(show::answer_name(answer, *walk.choice(), true));
  for (const show::Fact& fact : show::summary_facts(answer, *walk.choice(), *walk.choice_report(),
                                                    walk.options().thresholds)) {
    // The strip shows where the model was least sure.
    if (fact.is_least_sure) continue;
    add(fact.text);
  }
  row.put(facts, quiet);
  return row.end();
}

std::string place_words(const Walk& walk) {
  const PlaceAmong place = walk.place_among_sought();
  const std::string_view name = walk.words().empty() ? walk.filter_name() : "match";
  if (place.of == 0) return fmt::format("no {}", name);
  if (place.number == 0) return fmt::format("{} – of {}", name, place.of);
  return fmt::format("{} {} of {}", name, place.number, place.of);
}

std::string strip_row(const Walk& walk, int columns) {
  const std::string words = place_words(walk);
  constexpr int gap = 3;
  Row row(colors_of(walk), columns);
  put_strip(walk, std::max(columns - gap - display_width(words), 0), row);
  row.put("   ");
  row.put(words, quiet);
  return row.end();
}

std::vector<KeyHint> hints(const Walk& walk, const PageState& state) {
  std::vector<KeyHint> keys;
  if (walk.answer().state == State::open) keys = {{"End", "follow"}, {"Esc", "stop"}};
  for (const CommandRow& command : command_rows()) {
    const bool is_there = command.command != Command::list || state.has_list;
    if (!command.brief.empty() && is_there) keys.push_back({command.key, command.brief});
  }
  return keys;
}

}  // namespace

/// Keeps the cursor's line in sight, and no empty lines below the answer's end.
void Page::scroll(const Walk& walk, std::size_t height) {
  height_ = std::max<std::size_t>(height, 1);
  const std::size_t line = walk.line(), all = walk.lines().size();
  top_ = std::min(top_, line);
  if (line >= top_ + height_) top_ = line + 1 - height_;
  if (top_ + height_ > all) top_ = all > height_ ? all - height_ : 0;
}

/// Divides rows between the question, the answer and the tree below it, of which it returns how
/// many it has. The answer has half of them at least, if it needs them.
std::size_t Page::divide(const Walk& walk, const PageState& state, const Plan& plan,
                         std::size_t room) {
  const std::size_t gap = plan.has_gaps ? 1 : 0;
  const std::size_t question = walk.answer().question.empty() ? 0 : 1 + gap;
  first_ = question < room ? question : 0;
  const std::size_t left = room - first_;
  const std::size_t wanted = tree_height(state.tree, plan.is_short);
  std::size_t tree = 0;
  if (wanted > 0) {
    const std::size_t spare = left - std::min(walk.lines().size() + gap, left);
    const std::size_t share = state.tree.is_chosen_now ? left / 2 : left / 3;
    tree = std::min(wanted, std::max(spare, share));
  }
  scroll(walk, left - tree - (tree > 0 && tree + gap < left ? gap : 0));
  return tree;
}

/// The rows with the question, the answer and its branches: the panel is right of them, or below.
std::vector<std::string> Page::middle(const Walk& walk, const PageState& state, const Plan& plan,
                                      std::size_t room) {
  const std::vector<std::string> panel =
      plan.is_short ? std::vector{panel_line(walk, state.temperature, plan.panel_width)}
                    : panel_rows(walk, state.temperature, plan.panel_width);
  const std::size_t gap = plan.has_gaps ? 1 : 0;
  const std::size_t question = walk.answer().question.empty() ? 0 : 1 + gap;
  const std::size_t tree = tree_height(state.tree, plan.is_short);
  const std::size_t needed =
      std::min(question + walk.lines().size() + tree + (tree > 0 ? gap : 0), room);
  const std::size_t most = plan.is_short ? room - 1 : std::max(room / 2, room - needed);
  const std::size_t below = plan.is_beside ? 0 : std::min(panel.size() + gap, most);
  const std::size_t tree_room = divide(walk, state, plan, room - below);
  const std::vector<std::string> branches =
      tree_rows(state.tree, walk, plan.is_short, plan.text_width, tree_room);
  const std::size_t text_end = first_ + std::min(height_, walk.lines().size() - top_);
  const std::size_t tree_begin = room - below - text_end > tree_room ? text_end + gap : text_end;
  std::vector<std::string> all;
  for (std::size_t i = 0; i < room; ++i) {
    Row row(colors_of(walk),
            plan.is_beside ? plan.text_width + gap_width + plan.panel_width : plan.text_width);
    if (i < first_) {
      if (i == 0) row.put(visible_line(walk.answer().question, plan.text_width), quiet);
    } else if (i < text_end) {
      put_text_line(walk, top_ + i - first_, state.colour, row);
    } else if (i >= tree_begin && i - tree_begin < branches.size()) {
      row.put_part(branches[i - tree_begin], plan.text_width);
    }
    const std::size_t at = plan.is_beside ? i : i - std::min(i, room - below + gap);
    const bool has_panel = plan.is_beside || (below > 0 && i >= room - below + gap);
    if (plan.is_beside) {
      row.move_to(plan.text_width);
      row.put(" │ ", quiet);
    }
    if (has_panel && at < panel.size()) row.put_part(panel[at], row.left());
    all.push_back(row.end());
  }
  return all;
}

std::optional<std::size_t> Page::token_at(const Walk& walk, int column, int row) const {
  const int first = 1 + gap_ + static_cast<int>(first_);
  const std::size_t line = top_ + static_cast<std::size_t>(std::max(row - first, 0));
  if (row < first || row >= first + static_cast<int>(height_) || line >= walk.lines().size()) {
    return std::nullopt;
  }
  const AnswerText::Range range = walk.lines().line(line);
  int begin = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Glyph& glyph = walk.text().glyphs()[i];
    begin += glyph.width;
    if (column < begin && glyph.token != Glyph::no_token) return glyph.token;
  }
  return std::nullopt;
}

std::vector<std::string> Page::rows(Walk& walk, const PageState& state, int columns, int rows) {
  const Plan plan = plan_for(columns, rows);
  walk.set_width(plan.text_width);
  gap_ = plan.has_gaps ? 1 : 0;
  const auto gap = static_cast<std::size_t>(gap_);
  const auto height = static_cast<std::size_t>(std::max(rows, 1));
  const std::size_t fixed = 3 + 2 * gap;  // header, strip and footer
  std::vector<std::string> all{header_row(walk, columns)};
  all.resize(all.size() + gap);
  const std::size_t room = height > fixed ? height - fixed : 1;
  for (std::string& row : middle(walk, state, plan, room)) all.push_back(std::move(row));
  all.resize(all.size() + gap);
  all.push_back(strip_row(walk, columns));
  all.push_back(footer_row(state.typed, state.note.empty() ? state.status : state.note,
                           hints(walk, state), colors_of(walk), columns));
  all.resize(height);
  return all;
}

}  // namespace logprobs::explore
