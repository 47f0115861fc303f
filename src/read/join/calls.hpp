// The functions that an answer calls, for a sentence about them.
#pragma once

#include <string>
#include <vector>

namespace logprobs::read {

/// Collects the names of called functions, each once.
class Calls {
 public:
  /// Notes a piece of a call; the name is empty where the piece has none.
  void add(const std::string& name);
  /// True if there was a piece of a call.
  bool any() const { return any_; }
  /// "a call of f", "calls of f and g", "calls of f, g, h and others".
  std::string description() const;

 private:
  bool any_ = false;
  bool others_ = false;             // there are more than those in names_
  std::vector<std::string> names_;  // the first few
};

}  // namespace logprobs::read
