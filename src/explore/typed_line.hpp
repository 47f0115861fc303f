// A line that somebody types at the bottom of a screen.
#pragma once

#include <string>
#include <string_view>

#include "explore/keys.hpp"

namespace logprobs::explore {

/// What is typed after a `/`, or after other words that say what it is for.
struct TypedLine {
  std::string text{};       ///< UTF-8
  bool is_open = false;     ///< keys belong to it
  bool is_entered = false;  ///< the last key was Enter
  std::string before{};     ///< visible text: what is shown before it

  void open(std::string_view words = "/") {
    *this = {.is_open = true, .before = std::string(words)};
  }
  /// Takes a key. Enter and Esc close the line; a paste is taken as it is, and closes nothing.
  void take(const Key& key);
};

}  // namespace logprobs::explore
