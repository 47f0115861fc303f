// Says on a terminal how far the reading of long sources is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "app/erasable_line.hpp"

namespace logprobs::app {

/// How far it is.
struct ReadSoFar {
  std::uint64_t bytes = 0;                ///< that were read
  std::optional<std::uint64_t> size = 0;  ///< of all sources, if known
  std::chrono::duration<double> time{};   ///< that this took
  std::size_t faults = 0;                 ///< failed responses and broken pieces in them
};

/// "42%, 630 MB/s, 12 s left, 3 faults"; where the size is not known, "1234 MB, 630 MB/s".
std::string reading_text(const ReadSoFar& read);

/// One line on standard error, shown once the reading takes longer than a second.
class ReadingProgress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  /// The cells of the longest line. One that wraps cannot be erased.
  static constexpr int widest = 60;

  /// `size` in bytes, if known. The clock is not asked unless `enabled`.
  ReadingProgress(bool enabled, std::optional<std::uint64_t> size, Clock now);

  /// So many more bytes were read.
  void advance(std::uint64_t bytes) { read_.bytes += bytes; }
  /// Shows how far it is, a few times a second at most; there have been so many faults. To be
  /// called where a line begins on the terminal.
  void show(std::size_t faults);
  /// Removes the line, before anything else is written to the terminal.
  void erase();

 private:
  ErasableLine line_;
  Clock now_;
  ReadSoFar read_;
  std::chrono::steady_clock::time_point began_, next_;  // when the line may be shown next
};

}  // namespace logprobs::app
