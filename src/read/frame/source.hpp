// The bytes of a source, as the parts of a framer share them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "read/frame/buffer.hpp"

namespace logprobs::read {

struct Source {
  Buffer buffer{};          ///< what is not dropped yet
  std::uint64_t max_bytes;  ///< the largest document or line, bytes
  bool finished = false;    ///< no more bytes come
  std::uint64_t lines = 0;  ///< lines taken so far
  std::size_t in_use = 0;   ///< bytes at the front that the last document may be in

  /// Drops the bytes of the last document.
  void release() { buffer.drop(std::exchange(in_use, 0)); }
};

}  // namespace logprobs::read
