// Says on a terminal what is being waited for.
#pragma once

#include <chrono>
#include <string>

#include "logprobs/transport.hpp"

namespace logprobs::app {

/// One line on standard error, shown after 0.3 s of waiting and removed when something comes.
class Progress {
 public:
  explicit Progress(bool enabled) : enabled_(enabled) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Nothing has come for `silence`.
  void wait(std::chrono::milliseconds silence, Phase phase);
  /// A retry is due in `left`; the wait began `waited` ago.
  void wait_to_retry(std::chrono::milliseconds waited, std::chrono::milliseconds left);
  /// Removes the line, before anything else is written.
  void clear();

 private:
  void show(std::chrono::milliseconds waited, const std::string& text);

  bool enabled_;
  std::string shown_;  // empty: none
};

}  // namespace logprobs::app
