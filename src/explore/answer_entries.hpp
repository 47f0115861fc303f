// Answers in short: what a list of them shows, and where each is to be found again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs::explore {

/// An answer in short. A log may have a million, so its texts are elsewhere: in AnswerEntries.
struct AnswerEntry {
  static constexpr std::uint64_t no_offset = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint32_t not_kept = std::numeric_limits<std::uint32_t>::max();

  std::uint64_t offset = no_offset;                              ///< Place::offset
  std::uint64_t line = 0;                                        ///< Place::first_line; 0: no text
  std::uint64_t fingerprint = 0;                                 ///< fingerprint_of() it
  std::uint64_t texts = 0;                                       ///< where its texts begin
  double perplexity = std::numeric_limits<double>::quiet_NaN();  ///< the greatest of its choices
  double least_logprob = std::numeric_limits<double>::quiet_NaN();  ///< nats; NaN: none scored
  std::uint32_t file = 0;                                           ///< its place among the sources
  std::uint32_t tokens = 0;                                         ///< of all choices
  std::uint32_t clues = 0;        ///< tokens with a clue, the same
  std::uint32_t kept = not_kept;  ///< where its owner keeps all of it, if it cannot be read again
  std::uint8_t title_size = 0, word_size = 0, path_size = 0;  ///< of its texts, in bytes
  bool own_line = false;                                      ///< Place::line is known
  bool asked = false;                                         ///< its title is the question
  State state = State::open;
};

/// A number that two answers share only if they are the same: it comes of their names, states,
/// tokens and logprobs.
std::uint64_t fingerprint_of(const Answer& answer);

/// The entries of answers, and their texts, which are bytes from outside.
class AnswerEntries {
 public:
  /// Adds an answer of source number `file`.
  AnswerEntry& add(const Answer& answer, const Report& report, std::size_t file);
  /// Adds all others, which come next.
  void append(const AnswerEntries& others);
  /// Sorts by source and place; what shares a place, or has none, stays in its order.
  void sort_by_place();

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  const AnswerEntry& operator[](std::size_t index) const { return entries_[index]; }
  AnswerEntry& operator[](std::size_t index) { return entries_[index]; }

  /// The beginning of the question on one line, or else of the answer after its custom_id.
  std::string_view title(const AnswerEntry& entry) const;
  /// The word of the least sure token; empty if none is scored.
  std::string_view word(const AnswerEntry& entry) const;
  /// Place::path, if it is part of the name.
  std::string_view path(const AnswerEntry& entry) const;
  /// Bytes of memory that all this takes.
  std::size_t memory() const;

 private:
  std::vector<AnswerEntry> entries_;
  std::string texts_;
};

}  // namespace logprobs::explore
