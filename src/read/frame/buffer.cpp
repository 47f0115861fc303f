#include "read/frame/buffer.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace logprobs::read {

std::span<char> Buffer::space(std::size_t least) {
  const std::size_t used = end_ - begin_;
  if (capacity_ - end_ < least + padding || !data_) {
    const bool fits = capacity_ >= used + least + padding;
    const std::size_t capacity = fits ? capacity_ : std::max(2 * capacity_, used + least + padding);
    std::unique_ptr<char[]> larger;
    if (!fits) larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (used != 0) std::memmove(fits ? data_.get() : larger.get(), data_.get() + begin_, used);
    if (!fits) data_ = std::move(larger);
    capacity_ = capacity;
    begin_ = 0;
    end_ = used;
  }
  return {data_.get() + end_, capacity_ - end_ - padding};
}

void Buffer::append(std::string_view bytes) {
  if (bytes.empty()) return;
  std::memcpy(space(bytes.size()).data(), bytes.data(), bytes.size());
  filled(bytes.size());
}

}  // namespace logprobs::read
