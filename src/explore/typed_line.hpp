// A line that somebody types at the bottom of a screen.
#pragma once

#include <string>

#include "explore/keys.hpp"

namespace logprobs::explore {

/// What is typed after a `/`.
struct TypedLine {
  std::string text{};       ///< UTF-8
  bool is_open = false;     ///< keys belong to it
  bool is_entered = false;  ///< the last key was Enter

  void open() { *this = {.is_open = true}; }
  /// Takes a key. Enter and Esc close the line; a paste is taken as it is, and closes nothing.
  void take(const Key& key);
};

}  // namespace logprobs::explore
