// How answers are shown. Data only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "logprobs/report.hpp"
#include "logprobs/truth.hpp"

namespace logprobs {

/// The colours that a terminal can show: 16, 256 or 24-bit ones. `attributes`: only bold, underline
/// and reverse.
enum class ColorDepth { none, attributes, ansi16, ansi256, rgb };

/// The colours of the bands. `colorblind`: distinguishable without telling red from green.
enum class Palette { classic, colorblind };

/// What is behind the text. `unknown`: the colours are of medium lightness, readable on both.
enum class Background { unknown, dark, light };

/// The marks that follow a token with clues: 🔀 and 🎯, {~} and {!}, or none.
enum class Marks { emoji, ascii, none };

/// What stats are grouped by. `custom_id_prefix`: the custom_id without the number at its end.
enum class GroupBy { none, model, finish_reason, format, custom_id_prefix };

/// What makes a choice one of the worst in stats: a high perplexity, a low lowest probability, or a
/// large share of tokens with a clue.
enum class WorstBy { perplexity, probability, clues };

/// What stats show besides their sums.
struct StatsOptions {
  GroupBy group_by = GroupBy::none;
  WorstBy worst_by = WorstBy::perplexity;
  std::size_t worst = 10;                ///< how many of the worst choices are listed
  std::shared_ptr<const Truth> truth{};  ///< what the probabilities are compared with; may be null
};

/// How to show answers. Views depend on nothing else: they ask neither environment nor terminal.
struct ShowOptions {
  ColorDepth depth = ColorDepth::none;
  Palette palette = Palette::classic;
  Background background = Background::unknown;
  Marks marks = Marks::emoji;
  bool lines = false;            ///< wavy and dashed underlines in place of marks, where it can be
  bool terminal = false;         ///< the text goes to one: plain, csv and tsv make it visible too
  bool aligned = false;          ///< summary and places are aligned, not separated by tabs
  int width = 0;                 ///< the longest line, in cells; 0: no limit, but 80 in svg
  int source_width = 0;          ///< of the widest name of a source, in cells; 0: not known
  bool bars = true;              ///< tables and charts have bars
  bool wrap = true;              ///< break the lines of an answer too
  bool legend = true;            ///< explain colours and marks
  bool quiet = false;            ///< no legend, no summary line, no headings
  bool only_clues = false;       ///< list only tokens with a clue
  bool several_sources = false;  ///< give the first answer a heading too
  bool fragment = false;         ///< of html, the painted answers alone, to paste into a page
  bool one_choice = false;       ///< of each answer, only one choice is shown
  StatsOptions stats{};
  std::vector<std::string> fields{};  ///< the keys of Answer::fields, to be shown too
  Sought sought;                      ///< what the reports have findings of
  Thresholds thresholds;              ///< those that the reports were made with
};

}  // namespace logprobs
