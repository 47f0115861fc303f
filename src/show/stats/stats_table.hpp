// Tables of a page of stats.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logprobs::show {

/// Writes a table that scrolls where it is wider than the page. Its text is visible text, escaped
/// as it is written.
class StatsTable {
 public:
  /// The first column names the rows. A column without a name has no header.
  StatsTable(std::string& out, std::string_view label,
             const std::vector<std::string_view>& columns);

  /// Begins a row; `band` tints its name.
  void row(std::string_view name, std::string_view band = {});
  /// A number, or another short text.
  void cell(std::string_view text);
  /// A bar, and the share (0 to 1) that it shows.
  void bar_cell(double share);
  /// Ends the table.
  void end();

 private:
  void end_row();

  std::string& out_;
  bool in_row_ = false;
};

}  // namespace logprobs::show
