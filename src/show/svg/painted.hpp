// Reads back what was painted for a terminal.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// Text that looks the same.
struct Run {
  std::string text;
  std::string classes{};  ///< of style_sheet(), separated by spaces; empty: plain
};

/// Takes painted lines apart. So a picture has the text, the line breaks and the styles that a
/// terminal has, and nothing decides about them a second time.
class PaintedReader {
 public:
  /// The colours for which the lines must be painted. They distinguish all styles that differ to
  /// see.
  static constexpr Colors colors = {ColorDepth::rgb, Palette::classic, Background::dark};

  PaintedReader();

  /// The runs of a line.
  std::vector<Run> runs_of(std::string_view line) const;

 private:
  std::map<std::string, std::string, std::less<>> classes_;  // by their escape sequence
};

}  // namespace logprobs::show
