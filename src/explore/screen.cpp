#include "explore/screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace logprobs::explore {
namespace {

// A terminal that knows these (mode 2026) shows all that comes between them at once.
constexpr std::string_view begin_frame = "\x1b[?2026h";
constexpr std::string_view end_frame = "\x1b[?2026l";

}  // namespace

void Screen::resize(int columns, int rows) {
  columns_ = std::max(columns, 1);
  rows_ = std::max(rows, 1);
  shown_.resize(static_cast<std::size_t>(rows_));
  forget();
}

void Screen::draw(std::span<const std::string> rows, std::string& out) {
  const std::string empty;
  bool is_changed = false;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const std::string& row = i < rows.size() ? rows[i] : empty;
    if (is_known_ && row == shown_[i]) continue;
    if (!is_changed) out += begin_frame;
    is_changed = true;
    // Erased first: behind a row as wide as the screen, its last cell would be erased.
    fmt::format_to(std::back_inserter(out), "\x1b[{};1H\x1b[K{}", i + 1, row);
    shown_[i] = row;
  }
  if (is_changed) out += end_frame;
  is_known_ = true;
}

}  // namespace logprobs::explore
