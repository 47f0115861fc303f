#include "explore/footer.hpp"

#include "explore/row.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {

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
  for (const KeyHint& hint : keys) {
    constexpr int gaps = 3;  // cells: before it, and between the key and what it does
    if (display_width(hint.key) + display_width(hint.about) + gaps > row.left()) break;
    if (row.column() > 0) row.put("  ");
    row.put(hint.key, {.strong = true});
    row.put(" ");
    row.put(hint.about, {.dim = true});
  }
  return row.end();
}

}  // namespace logprobs::explore
