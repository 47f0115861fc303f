#include "read/frame/buffer.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace logprobs::read {

std::span<char> Buffer::space(std::size_t least) {
  const std::size_t used = end_ - begin_;
  const bool has_room = own_ && !shared_ && capacity_ - end_ >= least + padding;
  if (!has_room) {
    const bool fits = capacity_ >= used + least + padding;
    std::unique_ptr<char[]> larger;
    if (!fits) {
      capacity_ = std::max(2 * capacity_, used + least + padding);
      larger = std::make_unique_for_overwrite<char[]>(capacity_);
    }
    if (used != 0) std::memmove(fits ? own_.get() : larger.get(), bytes() + begin_, used);
    if (!fits) own_ = std::move(larger);
    shared_.reset();
    begin_ = 0;
    end_ = used;
  }
  return {own_.get() + end_, capacity_ - end_ - padding};
}

void Buffer::append(std::string_view bytes) {
  if (bytes.empty()) return;
  std::memcpy(space(bytes.size()).data(), bytes.data(), bytes.size());
  filled(bytes.size());
}

void Buffer::share(const std::shared_ptr<const char[]>& bytes, std::size_t size) {
  if (size == 0) return;
  if (begin_ != end_) return append({bytes.get(), size});
  shared_ = bytes;
  begin_ = 0;
  end_ = size;
}

}  // namespace logprobs::read
