// What is on a screen, so that only what changes is written.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace logprobs::explore {

/// The rows of a terminal.
class Screen {
 public:
  explicit Screen(int columns, int rows) { resize(columns, rows); }

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  /// Follows a terminal that has another size now; nothing is known of what it shows.
  void resize(int columns, int rows);
  /// Appends what makes the terminal show these rows, from its top on; those that are missing are
  /// empty, and more than fit are left out. Each must end in the terminal's own style, and be no
  /// wider than it. Appends nothing if they are shown already.
  void draw(std::span<const std::string> rows, std::string& out);
  /// Others may have written to the terminal: all rows are written again.
  void forget() { is_known_ = false; }

 private:
  int columns_ = 0;
  int rows_ = 0;
  bool is_known_ = false;
  std::vector<std::string> shown_;
};

}  // namespace logprobs::explore
