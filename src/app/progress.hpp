// Says on a terminal what is being waited for, and how far an answer is.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/erasable_line.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// One line on standard error, shown after 0.3 s of waiting and removed before anything else is.
class Progress {
 public:
  /// The cells of the longest line. One that wraps cannot be erased.
  static constexpr int widest = 34;

  /// `elsewhere`: shows each line in its place, or none if it is empty. May be absent.
  explicit Progress(bool enabled, std::function<void(const std::string&)> elsewhere = {})
      : elsewhere_(std::move(elsewhere)), line_(enabled) {}

  /// Nothing has come for `silence`.
  void wait(std::chrono::milliseconds silence, Phase phase);
  /// A retry is due in `left`; the wait began `waited` ago.
  void wait_to_retry(std::chrono::milliseconds waited, std::chrono::milliseconds left);
  /// An answer that is not shown as it grows has so many tokens.
  void count(std::size_t tokens, std::chrono::steady_clock::time_point now);
  /// Whether it is time to count again: that takes long where there are many choices.
  bool is_due(std::chrono::steady_clock::time_point now) const;
  /// Removes the line, before anything else is written.
  void clear() { put({}); }

 private:
  using Time = std::chrono::steady_clock::time_point;

  void show(std::chrono::milliseconds waited, const std::string& text);
  void put(const std::string& text);

  std::function<void(const std::string&)> elsewhere_;
  ErasableLine line_;
  std::optional<Time> began_;  // when the first tokens came
  std::size_t first_ = 0;      // how many these were
  Time counted_;               // when the tokens were last counted
};

}  // namespace logprobs::app
