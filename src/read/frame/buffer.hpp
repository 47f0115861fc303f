// Where the bytes of a source are read into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace logprobs::read {

/// The bytes of a source that still wait, with room behind them for the next read.
class Buffer {
 public:
  static constexpr std::size_t padding = 64;  // what simdjson may read behind a document

  std::span<char> space(std::size_t least);
  void filled(std::size_t size) { end_ += size; }
  void drop(std::size_t size);
  std::string_view text() const { return {data_.get() + begin_, end_ - begin_}; }
  /// Where text() begins in the source, in bytes.
  std::uint64_t offset() const { return offset_; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace logprobs::read
