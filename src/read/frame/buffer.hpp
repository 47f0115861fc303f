// The memory that a source is read into.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace logprobs::read {

/// Contiguous bytes, with room after them for more.
class Buffer {
 public:
  static constexpr std::size_t padding =
      64;  ///< bytes that simdjson may read after a document, as Reader::padding

  /// Room for at least `least` bytes after text(), which may move.
  std::span<char> space(std::size_t least);
  /// Says that the first `size` bytes of space() were written.
  void filled(std::size_t size) {
    assert(end_ + size + padding <= capacity_ || size == 0);
    end_ += size;
  }
  /// Copies `bytes` to the end of text(), which may move.
  void append(std::string_view bytes);
  /// The same, without a copy if text() is empty: as Reader::share().
  void share(const std::shared_ptr<const char[]>& bytes, std::size_t size);
  /// Removes bytes at the front; text() does not move, and they can be read until more is put in.
  void drop(std::size_t size) {
    begin_ += size;
    offset_ += size;
  }
  /// Undoes drop(); nothing was put in since.
  void take_back(std::size_t size) {
    begin_ -= size;
    offset_ -= size;
  }
  std::string_view text() const { return {bytes() + begin_, end_ - begin_}; }
  /// Lets go of all bytes, and says that the source has so many before the next.
  void begin_at(std::uint64_t offset) {
    shared_.reset();
    begin_ = end_ = 0;
    offset_ = offset;
  }
  /// Where text() begins in the source.
  std::uint64_t offset() const { return offset_; }

 private:
  const char* bytes() const { return shared_ ? shared_.get() : own_.get(); }

  std::unique_ptr<char[]> own_;
  std::size_t capacity_ = 0;              // of it
  std::shared_ptr<const char[]> shared_;  // instead, as long as it is there
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace logprobs::read
