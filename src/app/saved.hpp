// The response as it is kept by --save.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "output.hpp"

namespace logprobs {

/// Takes a response while it comes. Only its owner can read the file. A file that cannot be opened
/// throws Error{failed}; later trouble is kept, so that the answer is shown to its end.
class Saved {
 public:
  /// An empty name: nothing is kept.
  explicit Saved(const std::string& name);

  void write(std::string_view bytes);
  /// Puts the file in place: whole, or as NAME.partial where something came. Returns what is to be
  /// said of it, as a sentence; empty for nothing. Throws Error{failed} when it could not be kept.
  std::string finish(bool whole);

 private:
  std::string name_;
  std::optional<Output> file_;
  bool any_ = false;
  int error_ = 0;  // errno of the write that failed
};

}  // namespace logprobs
