// Reads lines, one after another.
#pragma once

#include <optional>
#include <string>

#include "system/input.hpp"

namespace logprobs::app {

/// Lines of a file; `-`: of standard input.
class LineInput {
 public:
  explicit LineInput(const std::string& name) : input_(name) {}

  /// The next line without its end; none at the end of the file, or after a signal.
  std::optional<std::string> next();

 private:
  system::Input input_;
  std::string buffer_;
};

}  // namespace logprobs::app
