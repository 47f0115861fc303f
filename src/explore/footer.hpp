// The last row of a screen.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "explore/typed_line.hpp"
#include "show/terminal/style.hpp"

namespace logprobs::explore {

/// A key, and what it does, in a word or two.
struct KeyHint {
  std::string_view key;
  std::string_view about;
};

/// What is being typed; else the note, which must be visible text; else as many keys as fit, the
/// last two before all others.
std::string footer_row(const TypedLine& typed, std::string_view note, std::span<const KeyHint> keys,
                       const show::Colors& colors, int columns);

}  // namespace logprobs::explore
