// All that is on the screen while somebody walks through an answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "explore/text_rows.hpp"
#include "explore/tree_rows.hpp"
#include "explore/typed_line.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// What is shown besides the walk.
struct PageState {
  ColourBy colour = ColourBy::probability;
  double temperature = 1;
  std::string note{};     ///< in the place of the footer, visible text; empty: the footer
  std::string status{};   ///< the same, where there is no note
  TypedLine typed{};      ///< what is being typed after a `/`
  bool has_list = false;  ///< Tab leads to a list
  TreeLook tree{};        ///< what is below the answer
};

/// How a screen is divided; widths are in cells.
struct Plan {
  int text_width = 0;
  int panel_width = 0;
  bool is_beside = false;  ///< the panel is right of the text; else below it
  bool is_short = false;   ///< or one row
  bool has_gaps = true;    ///< there are empty rows between its parts
};

/// Makes the rows of a screen, and knows how far the text is scrolled.
class Page {
 public:
  /// The rows of a screen of this size, with the cursor's line in sight. Sets the walk's width.
  std::vector<std::string> rows(Walk& walk, const PageState& state, int columns, int rows);
  /// The token at a place of the last screen, of which columns and rows count from 0.
  std::optional<std::size_t> token_at(const Walk& walk, int column, int row) const;
  /// How many lines of the answer it had last.
  std::size_t text_height() const { return height_; }

 private:
  void scroll(const Walk& walk, std::size_t height);
  std::size_t divide(const Walk& walk, const PageState& state, const Plan& plan, std::size_t room);
  std::vector<std::string> middle(const Walk& walk, const PageState& state, const Plan& plan,
                                  std::size_t room);

  std::size_t top_ = 0;     // the first line of the answer in sight
  std::size_t first_ = 0;   // rows of the question before it
  int gap_ = 0;             // rows between parts
  std::size_t height_ = 0;  // lines of it in sight
};

}  // namespace logprobs::explore
