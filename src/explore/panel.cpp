#include "explore/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "explore/row.hpp"
#include "explore/token_words.hpp"
#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::explore {
namespace {

using show::quiet;
using show::strong;

constexpr int widest_in_panel = 24;  // cells
constexpr int widest_bar = 20;

/// Makes rows of one width.
class Panel {
 public:
  Panel(const Walk& walk, double temperature, int width)
      : walk_(walk),
        temperature_(temperature),
        width_(width),
        colors_(show::colors_of(walk.options())) {}

  std::vector<std::string> rows() {
    put_title();
    put_clues();
    put_candidates();
    put_numbers();
    return std::move(rows_);
  }

 private:
  Row row() const { return {colors_, width_}; }
  void add(Row& row) { rows_.push_back(row.end()); }

  void put_title() {
    Row title = row();
    title.put(visible_cell(listed(walk_.answer(), *walk_.current()), widest_in_panel), strong);
    title.put(fmt::format("   token {} of {}", walk_.token(), walk_.choice()->tokens.size()),
              quiet);
    add(title);
  }

  void put_clues() {
    Row clues = row();
    for (const std::string& words : clue_words(walk_)) {
      if (clues.column() > 0) clues.put("   ");
      clues.put(words);
    }
    add(clues);
  }

  void put_candidates();
  void put_candidate(const CandidateRow& candidate, std::size_t number, int token_width,
                     int bar_width);

  void put_numbers() {
    rows_.emplace_back();
    Row numbers = row();
    for (const NamedNumber& number : token_numbers(walk_)) {
      const int cells = display_width(number.name) + 1 + display_width(number.value);
      constexpr int gap = 2;
      if (numbers.column() > 0 && gap + cells > numbers.left()) {
        add(numbers);
        numbers = row();
      }
      if (numbers.column() > 0) numbers.put("  ");
      numbers.put(number.name + " ", quiet);
      numbers.put(number.value);
    }
    add(numbers);
  }

  const Walk& walk_;
  double temperature_;
  int width_;
  show::Colors colors_;
  std::vector<std::string> rows_;
};

void Panel::put_candidates() {
  const std::vector<CandidateRow> all = candidate_rows(walk_, temperature_);
  int token_width = 1, share_width = 1;
  for (const CandidateRow& candidate : all) {
    token_width = std::max(token_width, std::min(display_width(candidate.token), widest_in_panel));
    share_width = std::max(share_width, display_width(candidate.share));
  }
  constexpr int before = 6, gaps = 3;  // cells: "▸ 12  "
  token_width = std::min(token_width, std::max(width_ - before - gaps - share_width, 4));
  const int bar_width =
      std::clamp(width_ - before - gaps - token_width - share_width, 0, widest_bar);
  rows_.emplace_back();
  if (temperature_ != 1) {
    Row heading = row();
    heading.put(fmt::format("at temperature {:.1f}", temperature_), quiet);
    add(heading);
  }
  std::size_t number = 0;
  for (const CandidateRow& candidate : all) {
    put_candidate(candidate, ++number, token_width, bar_width);
  }
}

void Panel::put_candidate(const CandidateRow& candidate, std::size_t number, int token_width,
                          int bar_width) {
  const Verdict& verdict = walk_.choice_report()->verdicts[walk_.token()];
  Row line = row();
  const show::Style words = candidate.is_chosen ? strong
                            : candidate.is_rest ? quiet
                                                : show::Style{};
  line.put(candidate.is_chosen ? "▸ " : "  ", words);
  line.put(candidate.is_rest ? "   " : fmt::format("{:>2} ", number), words);
  line.put(candidate.is_rest ? candidate.token : visible_line(candidate.token, token_width), words);
  line.move_to(5 + token_width + 1);
  const show::Style style =
      candidate.is_chosen ? show::bar_style({.band = verdict.band}, colors_.depth) : quiet;
  const int begin = line.column();
  const std::string blocks = show::bar(candidate.probability, bar_width);
  line.put_glyph(blocks, show::bar_width(candidate.probability, bar_width), style);
  line.move_to(begin + bar_width + (bar_width > 0 ? 1 : 0));
  const int share = display_width(candidate.share);
  constexpr int usual = 6;  // cells: "100.0%"
  line.move_to(line.column() + std::max(usual - share, 0));
  line.put(candidate.share, words);
  add(line);
}

}  // namespace

std::vector<std::string> panel_rows(const Walk& walk, double temperature, int width) {
  if (walk.current() == nullptr) return {};
  return Panel(walk, temperature, width).rows();
}

std::string panel_line(const Walk& walk, double temperature, int width) {
  Row line(show::colors_of(walk.options()), width);
  if (walk.current() == nullptr) return line.end();
  line.put(visible_cell(listed(walk.answer(), *walk.current()), widest_in_panel), strong);
  const std::string clues = spoken_clues(walk);
  line.put(fmt::format("  {} of {}{}{}", walk.token(), walk.choice()->tokens.size(),
                       clues.empty() ? "" : ", ", clues),
           quiet);
  std::size_t number = 0;
  for (const CandidateRow& candidate : candidate_rows(walk, temperature)) {
    ++number;
    if (candidate.is_rest) continue;
    line.put(fmt::format("  {} {} {}", number, visible_line(candidate.token, widest_in_panel),
                         candidate.share),
             candidate.is_chosen ? strong : show::Style{});
  }
  return line.end();
}

}  // namespace logprobs::explore
