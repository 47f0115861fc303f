// Parts of files, as several runs of the program share them.
#pragma once

#include <cstdint>

namespace logprobs::cli {

/// One of the parts that all files together are cut into.
struct Shard {
  std::uint64_t index = 1;  ///< from 1 to count
  std::uint64_t count = 1;
};

/// Consecutive bytes of a file, which are what is read of it.
struct FilePart {
  std::uint64_t size = 0;            ///< of the file
  std::uint64_t begin = 0, end = 0;  ///< of the part
  bool is_read = true;               ///< false: nothing of the file, not even that it is empty

  bool is_whole() const { return begin == 0 && end == size; }
};

}  // namespace logprobs::cli
