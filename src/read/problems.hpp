// What in a source cannot be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logprobs/read.hpp"
#include "read/frame/document.hpp"

namespace logprobs::read {

/// Holds the first problem of a source back until it is known whether the source has nothing else.
class Problems {
 public:
  /// The last problem, after Event::broken.
  const Problem& last() const { return last_; }
  /// Takes a document that is skipped.
  Event skip(const Document& document, const std::string& message);
  /// Takes what is wrong with the source as a whole. `alone`: nothing else was found in it.
  Event fail(const std::string& message, const std::string& code, bool alone,
             const Place& place = {});

  /// Says that other things were found before in the source.
  void go_on() { found_anything_ = true; }
  /// True while one is held back, or what was found after it is.
  bool holds() const { return holding_ || after_; }

  /// What was found after the problem that was held back, if that was returned last.
  std::optional<Event> found_after();
  /// True if `event` is the first problem, which is held back: the next event is to be found.
  bool hold(Event event);
  /// What is to be returned in place of `event`.
  Event release(Event event);

 private:
  Problem last_;
  std::string_view skipped_;  // goes after its message, if that is not all of the source
  Problem held_;              // the first problem while that is held back, then the one after it
  std::string_view held_skipped_;
  bool holding_ = false;
  bool found_anything_ = false;  // an event was found before
  std::optional<Event> after_;
};

}  // namespace logprobs::read
