// A part of a file, as several workers share a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "logprobs/read.hpp"
#include "system/random_access.hpp"

namespace logprobs::app {

/// Consecutive bytes of a file.
struct Block {
  std::size_t file = 0;            ///< of Options::replay
  Beginning begin{};               ///< goes_on: other blocks of the file are before it
  std::shared_ptr<char[]> data{};  ///< with Reader::padding bytes after it; null: see bytes()
  std::size_t size = 0;
  std::uint64_t end_line = 1;  ///< the line that its end is in
  /// It begins and ends where values seem to, and so can be read without what is before it. False:
  /// the reader of what is before it goes on with it.
  bool may_stand_alone = false;
  std::shared_ptr<const system::RandomAccess> source{};  ///< to read it again; null: it cannot be
  std::size_t memory = 0;       ///< bytes that it is likely to take until it is shown
  bool logits = false;          ///< instead of bytes: the file is one of raw logits
  bool last = false;            ///< of its file
  std::uint64_t line_ends = 0;  ///< in all of the file's part that was read, if it is the last
  std::string problem{};        ///< why the file cannot be read any further; empty: it can

  std::string_view text() const { return {data.get(), size}; }
  /// The data, which is read again if need be; null if the file no longer has it.
  std::shared_ptr<const char[]> bytes() const;
  /// Where the next block begins.
  Beginning end() const { return {begin.offset + size, end_line, true}; }
};

}  // namespace logprobs::app
