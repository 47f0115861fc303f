#include "explore/tree_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "explore/row.hpp"
#include "explore/text_rows.hpp"
#include "logprobs/text.hpp"
#include "show/terminal/style.hpp"
#include "show/words/percent.hpp"

namespace logprobs::explore {
namespace {

using show::quiet;
using show::strong;

constexpr show::Style reversed{.escaped = true};
constexpr int widest_in_tree = 16;  // cells
constexpr int widest_question = 30;

/// The lines that lead to a branch; `is_first`: to its first row.
std::string guides(const TreePlace& place, bool is_first) {
  std::string text;
  for (std::size_t i = 0; i + 1 < place.last.size(); ++i) text += place.last[i] ? "  " : "│ ";
  const bool is_last = place.last.back();
  if (is_first) return text + (is_last ? "└ " : "├ ");
  return text + (is_last ? "  " : "│ ");
}

std::string became(const Branch& branch) {
  std::string text = visible(outcome(branch));
  if (!std::isnan(branch.perplexity) && !branch.began_anew) {
    text += fmt::format(" · perplexity {:.2f}", branch.perplexity);
  }
  return text;
}

/// Makes the rows of a tree, all of one width.
class TreeRows {
 public:
  TreeRows(const TreeLook& look, const Walk& walk, bool is_brief, int width)
      : look_(look),
        walk_(walk),
        is_brief_(is_brief),
        width_(width),
        colors_(show::colors_of(walk.options())) {
    for (const TreePlace& place : look.tree->order()) {
      const std::size_t token = look.tree->node(place.node)->branch.fork.token;
      number_width_ = std::max(number_width_, static_cast<int>(fmt::formatted_size("{}", token)));
    }
  }

  std::string title() const {
    Row row(colors_, width_);
    const std::size_t size = look_.tree->size();
    row.put(fmt::format("what if · {} branch{}", size, size == 1 ? "" : "es"), quiet);
    return end(row);
  }

  std::string trunk() const {
    Row row(colors_, width_);
    put_mark(Tree::trunk, row);
    row.put("the answer", name_style(Tree::trunk));
    return end(row);
  }

  std::string first_row(const TreePlace& place) const {
    const Node& node = *look_.tree->node(place.node);
    Row row(colors_, width_);
    put_mark(place.node, row);
    row.put(guides(place, true), quiet);
    if (node.is_question()) {
      row.put(visible_line(node.answer.question, widest_question), name_style(place.node));
    } else {
      put_name(place.node, node, row);
    }
    if (is_brief_ && !node.is_question())
      row.put(fmt::format("  {}", short_outcome(node.branch)), quiet);
    row.put("  ");
    put_text(node, row);
    return end(row);
  }

  std::string second_row(const TreePlace& place) const {
    Row row(colors_, width_);
    row.put("  ");
    row.put(guides(place, false), quiet);
    row.move_to(row.column() + number_width_ + 1);
    const Node& node = *look_.tree->node(place.node);
    row.put(node.is_question() ? "another question" : became(node.branch), quiet);
    return end(row);
  }

 private:
  /// As wide as all are.
  std::string end(Row& row) const {
    row.move_to(width_);
    return row.end();
  }

  void put_mark(std::size_t number, Row& row) const {
    row.put(look_.current == number ? "▸ " : "  ", strong);
  }

  show::Style name_style(std::size_t number) const {
    if (look_.current != number) return {};
    return look_.is_chosen_now ? reversed : strong;
  }

  /// "25 ␣training 46.3%": where it leaves, with what, and how probable that was.
  void put_name(std::size_t number, const Node& node, Row& row) const {
    const Candidate first = look_.tree->first(number);
    row.put(fmt::format("{:<{}} ", node.branch.fork.token, number_width_), quiet);
    row.put(visible_cell(first.shown, widest_in_tree), name_style(number));
    const double probability = show::shown_probability(first.logprob);
    row.put(fmt::format(" {}", show::share_text(probability, walk_.options().thresholds)), quiet);
    if (!node.branch.fork.forces()) row.put(fmt::format(" {} ×", node.times), strong);
  }

  /// The first line of what comes then, painted.
  void put_text(const Node& node, Row& row) const {
    const Walk& said = node.said;
    if (said.choice() == nullptr || said.text().glyphs().empty()) return;
    put_text_beginning(said, row);
  }

  const TreeLook& look_;
  const Walk& walk_;
  bool is_brief_;
  int width_;
  show::Colors colors_;
  int number_width_ = 1;
};

/// The first of `all` rows that is shown, so that `focus` is: with as much before it as after.
std::size_t first_shown(std::size_t all, std::size_t height, std::size_t focus) {
  if (all <= height) return 0;
  const std::size_t before = height / 2;
  return std::min(focus > before ? focus - before : 0, all - height);
}

bool shows_trunk(const TreeLook& look) { return look.is_chosen_now || look.current != Tree::trunk; }

}  // namespace

std::size_t tree_height(const TreeLook& look, bool is_brief) {
  if (look.is_empty()) return 0;
  return 1 + (shows_trunk(look) ? 1 : 0) + look.tree->size() * (is_brief ? 1 : 2);
}

std::vector<std::string> tree_rows(const TreeLook& look, const Walk& walk, bool is_brief, int width,
                                   std::size_t height) {
  if (look.is_empty() || height == 0) return {};
  const TreeRows rows(look, walk, is_brief, width);
  std::vector<std::string> all;
  std::size_t focus = 0;
  if (shows_trunk(look)) all.push_back(rows.trunk());
  for (const TreePlace& place : look.tree->order()) {
    if (place.node == look.current) focus = all.size();
    all.push_back(rows.first_row(place));
    if (!is_brief) all.push_back(rows.second_row(place));
  }
  const std::size_t room = height > 1 ? height - 1 : 1;
  const std::size_t first = first_shown(all.size(), room, focus);
  std::vector<std::string> shown;
  if (height > 1) shown.push_back(rows.title());
  for (std::size_t i = first; i < all.size() && shown.size() < height; ++i) {
    shown.push_back(std::move(all[i]));
  }
  return shown;
}

}  // namespace logprobs::explore
