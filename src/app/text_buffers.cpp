#include "app/text_buffers.hpp"

#include <utility>

namespace logprobs::app {

std::string TextBuffers::take() {
  std::string text;
  {
    const std::lock_guard lock(mutex_);
    if (!kept_.empty()) {
      text = std::move(kept_.back());
      kept_.pop_back();
      memory_ -= text.capacity();
    }
  }
  text.reserve(room);
  return text;
}

void TextBuffers::take_back(std::vector<Shown>& several) {
  for (Shown& shown : several) {
    std::string& text = shown.out;
    if (text.capacity() < room || text.capacity() > 2 * room) continue;
    text.clear();
    const std::lock_guard lock(mutex_);
    if (memory_ + text.capacity() > limit_) continue;
    memory_ += text.capacity();
    kept_.push_back(std::move(text));
  }
  several.clear();
}

}  // namespace logprobs::app
