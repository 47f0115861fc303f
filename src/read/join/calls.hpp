// The functions that an answer calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "read/json/context.hpp"

namespace logprobs::read {

/// Collects the names of called functions, each once, and joins the pieces of calls.
class Calls {
 public:
  /// Notes a piece of a call; the name is empty where the piece has none.
  void add(const std::string& name);
  /// Adds a piece to its call, which is made if need be.
  void join(const CallPiece& piece, std::vector<Call>& calls);
  /// True if there was a piece of a call.
  bool any() const { return any_; }
  /// "a call of f", "calls of f and g", "calls of f, g, h and others".
  std::string description() const;

 private:
  /// Where a call is, and which pieces are its own.
  struct Known {
    std::size_t place = 0;
    bool old = false;
  };

  bool any_ = false;
  bool others_ = false;                                  // there are more than those in names_
  std::vector<std::string> names_;                       // the first few
  std::map<std::pair<int, std::int64_t>, Known> known_;  // by the choice's index and their own
};

}  // namespace logprobs::read
