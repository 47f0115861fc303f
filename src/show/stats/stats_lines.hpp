// Lines of what was counted, as wide as the terminal.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::show {

inline constexpr Style unstyled{};

/// Cells of the columns that all lines have.
inline constexpr int name_width = 13, count_width = 13, share_width = 6, widest_bar = 40;

/// Writes lines that are not in a table.
class StatsLines {
 public:
  StatsLines(const ShowOptions& options, std::string& out) : options_(options), out_(out) {}

  /// An underlined line.
  void title(std::string_view text) const;
  /// "name  text".
  void line(std::string_view name, std::string_view text, const Style& style) const;
  /// How many cells of a line are left after `cells`.
  int rest_of_line(int cells) const;
  /// How many cells a bar may have after `cells` of a line; 0: no bar.
  int bar_after(int cells) const;

 private:
  const ShowOptions& options_;
  std::string& out_;
};

}  // namespace logprobs::show
