// What is being waited for, on a terminal, while there is nothing else to see.
#pragma once

#include <chrono>

#include "logprobs/transport.hpp"

namespace logprobs {

/// One line on standard error, there from the third tenth of a second on until something comes.
class Progress {
 public:
  explicit Progress(bool wanted) : wanted_(wanted) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Nothing has come for `silence`.
  void wait(std::chrono::milliseconds silence, Phase phase);
  /// Takes the line away: something else is to be written.
  void clear();

 private:
  bool wanted_;
  bool shown_ = false;
  Phase phase_ = Phase::connecting;  // that is shown
};

}  // namespace logprobs
