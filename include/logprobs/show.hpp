// Turns answers and their reports into text.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

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
  std::size_t worst = 10;  ///< how many of the worst choices are listed
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

/// A way to show answers, any number of them, one after another. All functions append to `out` and
/// change nothing else in it.
struct View {
  View() = default;
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  virtual ~View() = default;

  /// Begins the output. Called once, before the first answer.
  virtual void begin(std::string& /*out*/) {}
  /// Shows what is new of a growing answer, in views that paint answers as they grow. Called as
  /// often as the caller likes, each time with all of the answer so far.
  virtual void grow(const Answer& /*answer*/, const Report& /*report*/, std::string& /*out*/) {}
  /// Whether what comes next is shown by grow(): else it waits until more is known.
  virtual bool grows() const { return false; }
  /// Shows a finished answer, or the rest of one that grew; Answer::state says how it ended. Throws
  /// Error{failed} if the output grows beyond the view's limit: html and svg have one of 64 MiB, and
  /// html one of 256 MiB where it packs most of many answers.
  virtual void done(const Answer& answer, const Report& report, std::string& out) = 0;
  /// Notes that something was skipped that could not be read, in views that count such.
  virtual void broken() {}
  /// Adds a line about the answers so far that is less important than they are, in views that have
  /// such lines. It must be visible text.
  virtual void remark(std::string_view /*line*/, std::string& /*out*/) {}
  /// Ends the output, even in the middle of an answer.
  virtual void end(std::string& /*out*/) {}

  /// Bytes of text: more is not held back.
  static constexpr std::size_t much = std::size_t{1} << 20;

  /// Called between tokens with what grow() or done() has appended so far, whenever that is much.
  /// It may take all of `out` and leave it empty, so that a long answer's text is never held as a
  /// whole. May be absent.
  std::function<void(std::string& out)> take_part{};

 protected:
  /// For views to call after each token.
  void offer(std::string& out) const {
    if (out.size() >= much && take_part) take_part(out);
  }
};

/// What is known of a view before it is made.
struct ViewInfo {
  std::string_view name;   ///< for make_view() and `--format`
  std::string_view about;  ///< a line for `--format help`
  /// Whether the view remembers nothing from one answer to the next: the text that done() appends
  /// depends only on its answer, and begin() and end() append the same for any answers. Several
  /// such views, each in a thread of its own, may then share the work on one output, which is the
  /// text of one begin(), their texts in the order of the answers, and the text of one end().
  bool independent = false;
};

/// All views, in the order of `--format help`.
std::span<const ViewInfo> views();

/// Makes the view of that name; null if there is none.
std::unique_ptr<View> make_view(std::string_view name, const ShowOptions& options);

/// What people who read an answer's numbers should know, a sentence each: Answer::warnings, and how
/// many tokens are left out of the means.
std::vector<std::string> warnings(const Answer& answer, const Report& report);

}  // namespace logprobs
