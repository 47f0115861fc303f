// A file that is read anywhere, and not from its begin to its end.
#pragma once

#include <cstdint>
#include <span>

namespace logprobs::read {

/// What the readers of tensors need of a file.
class RandomFile {
 public:
  virtual ~RandomFile() = default;
  /// Bytes in the file when it was opened.
  virtual std::uint64_t size() const = 0;
  /// Fills `into` with the bytes from `at` on; false if there are no longer so many.
  virtual bool read(std::uint64_t at, std::span<char> into) const = 0;
};

}  // namespace logprobs::read
