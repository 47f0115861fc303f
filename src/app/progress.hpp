// What is being waited for, on a terminal, while there is nothing else to see.
#pragma once

#include <chrono>
#include <string>

#include "logprobs/transport.hpp"

namespace logprobs::app {

/// One line on standard error, there from the third tenth of a second on until something comes.
class Progress {
 public:
  explicit Progress(bool wanted) : wanted_(wanted) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Nothing has come for `silence`.
  void wait(std::chrono::milliseconds silence, Phase phase);
  /// Since `waited` a retry is waited for, which comes in `left`.
  void wait_to_retry(std::chrono::milliseconds waited, std::chrono::milliseconds left);
  /// Takes the line away: something else is to be written.
  void clear();

 private:
  void show(std::chrono::milliseconds waited, const std::string& text);

  bool wanted_;
  std::string shown_;  // empty: nothing
};

}  // namespace logprobs::app
