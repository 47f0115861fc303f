#include "app/block.hpp"

namespace logprobs::app {

std::shared_ptr<const char[]> Block::bytes() const {
  if (data) return data;
  auto again = std::make_shared_for_overwrite<char[]>(size + Reader::padding);
  return source->read(begin.offset, {again.get(), size}) ? again : nullptr;
}

}  // namespace logprobs::app
