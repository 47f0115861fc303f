#include "explore/footer.hpp"

#include <algorithm>
#include <cstddef>

#include "explore/row.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {
namespace {

/// Cells that hints take, with the gap before each.
int width_of(std::span<const KeyHint> hints) {
  constexpr int gaps = 3;  // cells: before it, and between the key and what it does
  int width = 0;
  for (const KeyHint& hint : hints) {
    width += display_width(hint.key) + display_width(hint.about) + gaps;
  }
  return width;
}

void put_hint(const KeyHint& hint, Row& row) {
  if (row.column() > 0) row.put("  ");
  row.put(hint.key, {.strong = true});
  row.put(" ");
  row.put(hint.about, {.dim = true});
}

}  // namespace

std::string footer_row(const TypedLine& typed, std::string_view note, std::span<const KeyHint> keys,
                       const show::Colors& colors, int columns) {
  Row row(colors, columns);
  if (typed.is_open) {
    row.put(typed.before, {.strong = true});
    row.put(visible(typed.text));
    row.put(" ", {.escaped = true});
    return row.end();
  }
  if (!note.empty()) {
    row.put(note);
    return row.end();
  }
  const std::size_t others = keys.size() - std::min<std::size_t>(keys.size(), 2);
  const int kept = width_of(keys.subspan(others));
  for (std::size_t i = 0; i < others; ++i) {
    if (width_of(keys.subspan(i, 1)) + kept > row.left()) break;
    put_hint(keys[i], row);
  }
  for (const KeyHint& hint : keys.subspan(others)) {
    if (width_of({&hint, 1}) <= row.left()) put_hint(hint, row);
  }
  return row.end();
}

}  // namespace logprobs::explore
