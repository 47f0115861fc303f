// What answers come to, as values that one thread makes and another writes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/messages.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"

namespace logprobs::app {

/// What there is to write for one answer, or for several in a row. A Writer writes it.
struct Shown {
  std::string out{};              ///< the view's text
  std::vector<Message> said{};    ///< messages about it; they follow the text
  ExitCode code = ExitCode::ok;   ///< the worst of all
  std::size_t failed = 0;         ///< responses that failed; counted only with --keep-going
  std::size_t broken = 0;         ///< the same of pieces that cannot be read
  std::size_t faults = 0;         ///< both, with --keep-going or without
  std::size_t trips = 0;          ///< answers that trip a gate
  std::string first_trip{};       ///< a sentence: what tripped it in the first of them
  std::optional<Problem> lone{};  ///< all that is in the part of a file; others may have more

  /// Whether it is time to write it: a message follows the text, or there is much text.
  bool is_due() const;
  /// Bytes of memory that it takes.
  std::size_t memory() const;
  /// Empties it, but keeps its memory.
  void clear();
};

/// What is said of all answers at the end.
struct Course {
  std::vector<bool> found_fields{};  ///< for each of --show-field
  bool saw_answer = false;
  bool is_open = false;  ///< one has begun and is not finished
  bool all_whole = true;
  bool lost_something = false;  ///< something was skipped that could not be read

  /// Adds the course of the answers that come next.
  void add(const Course& later);
};

/// The answer that stands for what is broken where there is nothing else (Problem::alone).
Answer broken_answer(const std::string& source, const Problem& problem);

/// What a reader has found, to be shown later.
struct Found {
  Event event = Event::done;
  Answer answer{};
  Report report{};    ///< of `answer`
  Problem problem{};  ///< of Event::broken
};

}  // namespace logprobs::app
