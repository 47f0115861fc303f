// Reads a file anywhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace logprobs::system {

/// A regular file, opened for reading. It is not mapped: one that shrinks is a short read, and not
/// a signal.
class RandomAccess {
 public:
  /// If it cannot be opened, or is not a regular file, is_open() is false. `-` is standard input,
  /// from where it is read to.
  explicit RandomAccess(const std::string& name);
  /// The file of an open descriptor that reads its byte `next` next. If that is no regular file, or
  /// there can be no second descriptor, is_open() is false.
  RandomAccess(int descriptor, std::uint64_t next);
  ~RandomAccess();
  RandomAccess(const RandomAccess&) = delete;
  RandomAccess& operator=(const RandomAccess&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  /// Bytes in it when it was opened.
  std::uint64_t size() const { return size_; }
  /// Fills `into` with the bytes from `at` on; false if it no longer has so many.
  bool read(std::uint64_t at, std::span<char> into) const;

 private:
  int descriptor_ = -1;
  std::uint64_t begin_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace logprobs::system
