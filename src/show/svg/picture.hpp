// A picture of text, in SVG.
#pragma once

#include <string>
#include <string_view>

#include "show/svg/painted.hpp"
#include "text/direction.hpp"

namespace logprobs::show {

/// What a line is: the picture's title, text of the answer, or what is said about it, in smaller
/// letters.
enum class Role { title, answer, caption };

/// Widths and heights in pixels: of a cell, which is a little wider than most fonts need, of a
/// line, and from its top to its baseline.
struct Measures {
  double cell, line, base;
};
constexpr Measures measures_of(Role role) {
  return role == Role::caption ? Measures{7.9, 21, 15} : Measures{9.1, 25, 17};
}

/// The pixels that visible text takes at most, whatever the font.
double width_of(std::string_view text, Role role);

/// Grows downwards, by lines of text and by shapes. Its height is at its top, so all of it is held
/// until it is finished.
class Picture {
 public:
  static constexpr double margin = 24;  ///< pixels

  /// `cells`: the width at which lines were broken; 0: they were not.
  explicit Picture(int cells) : cells_(cells) {}

  /// Begins a text: its lines do not go on from those before it.
  void begin_text();
  /// Adds lines that were painted for PaintedReader::colors, each with its line feed. A paragraph
  /// that runs from right to left begins at the right edge.
  void add_lines(std::string_view painted, Role role);

  /// Adds text in a place of its own: where it begins, and its baseline. `classes` are of all of
  /// it.
  void add_text(double x, double y, const std::vector<Run>& runs, std::string_view classes = {});
  /// Adds shapes.
  void add_markup(std::string_view markup) { body_ += markup; }
  /// Where the next line begins, in pixels from the top.
  double top() const { return top_; }
  /// Leaves room for what add_markup() adds, or for nothing.
  void advance(double pixels) { top_ += pixels; }
  /// Makes the picture at least so wide, without its margins.
  void widen(double pixels);

  /// The bytes so far.
  std::size_t size() const { return body_.size(); }

  /// Appends the picture. The title and the description, which are visible text, are for people who
  /// do not see it.
  void finish(std::string_view title, std::string_view description, const ShowOptions& options,
              std::string& out) const;

 private:
  void add_line(std::string_view line, Role role);
  void write_text(std::string_view place, double y, const std::vector<Run>& runs,
                  std::string_view classes);

  int cells_;
  PaintedReader reader_;
  std::string body_;
  double top_ = margin;
  double width_ = 0;  // without margins
  text::Direction direction_ = text::Direction::left_to_right;
  bool goes_on_ = false;  // the last line was broken
};

}  // namespace logprobs::show
