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

void TextBuffers::take_back(std::string& text) {
  std::string taken = std::exchange(text, {});
  if (taken.capacity() < room || taken.capacity() > 2 * room) return;
  taken.clear();
  const std::lock_guard lock(mutex_);
  if (memory_ + taken.capacity() > limit_) return;
  memory_ += taken.capacity();
  kept_.push_back(std::move(taken));
}

void TextBuffers::take_back(std::vector<Shown>& several) {
  for (Shown& shown : several) take_back(shown.out);
  several.clear();
}

}  // namespace logprobs::app
