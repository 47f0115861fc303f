// A line on the terminal that gives way to everything else.
#pragma once

#include <string>

namespace logprobs::app {

/// One line on standard error, at a terminal's left edge, without a line end.
class ErasableLine {
 public:
  /// Shows nothing unless `enabled`: a file would keep it, and some terminals cannot erase.
  explicit ErasableLine(bool enabled) : enabled_(enabled) {}
  ~ErasableLine() { erase(); }
  ErasableLine(const ErasableLine&) = delete;
  ErasableLine& operator=(const ErasableLine&) = delete;

  bool enabled() const { return enabled_; }
  /// Shows `text` in place of what is shown. It must be narrower than the terminal: a line that
  /// wraps cannot be erased.
  void show(const std::string& text);
  /// Removes what is shown. To be called before anything else is written to the terminal.
  void erase();

 private:
  bool enabled_;
  std::string shown_;  // empty: nothing
};

}  // namespace logprobs::app
