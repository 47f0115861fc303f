// Choices that a server streams by turns under one index.
#pragma once

#include <cstddef>
#include <vector>

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// A part of a response, and what its reader noticed.
struct HeldPart {
  Answer part;
  Notes notes;
};

/// Tells choices apart that begin one after another with the index 0, before any of them says
/// something. Some gateways only say twice that a choice begins; what it was shows in how often it
/// ends. So from the second beginning on all parts are held back.
class Turns {
 public:
  /// True if the part is held back, and a copy kept. If false, what is held must be released first.
  bool hold(const Answer& part, const Notes& notes);
  /// True if parts are held back.
  bool holding() const { return !held_.empty(); }
  /// Gives all that is held back. If as many choices ended as began, each part is given to the next
  /// choice in turn, with an index of its own, and the answer of the last part has a warning.
  std::vector<HeldPart> release();

 private:
  bool goes_on(const Answer& part, const Notes& notes);
  void deal();

  std::vector<HeldPart> held_;
  std::size_t held_bytes_ = 0;
  std::size_t begun_ = 0;  // choices, before any of them said something
  std::size_t ended_ = 0;  // choices
  bool over_ = false;      // nothing is held back any more
};

}  // namespace logprobs::read
