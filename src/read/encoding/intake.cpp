#include "read/encoding/intake.hpp"

#include <algorithm>
#include <utility>

namespace logprobs::read {
namespace {

/// How many encodings may be inside one another; there is data that decodes to itself.
constexpr std::size_t most_layers = 4;

}  // namespace

std::span<char> Intake::space() {
  return layers_.empty() ? framer_.space().subspan(held_) : layers_.front().space();
}

void Intake::filled(std::size_t size) {
  if (layers_.empty()) {
    take(size, false);
  } else if (!over_) {
    layers_.front().filled(size);
  }
}

void Intake::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> room = space();
    const std::size_t size = std::min(room.size(), bytes.size());
    std::copy_n(bytes.begin(), size, room.begin());
    filled(size);
    bytes.remove_prefix(size);
  }
}

void Intake::share(const std::shared_ptr<const char[]>& bytes, std::size_t size) {
  const bool is_plain = judged_ && held_ == 0 && layers_.empty();
  if (is_plain) {
    framer_.share(bytes, size);
  } else {
    feed({bytes.get(), size});
  }
}

void Intake::finish() {
  finished_ = true;
  if (layers_.empty()) take(0, true);
}

/// Passes on `size` bytes more of text, unless they prove to be encoded. `last`: no more come.
void Intake::take(std::size_t size, bool last) {
  held_ += size;
  if (!judged_) {
    const std::string_view front(framer_.space().data(), held_);
    const EncodingName name = encoding_of(front, last);
    if (name == EncodingName::unknown) return;
    judged_ = name == EncodingName::none || layers_.size() == most_layers;
    if (!judged_) {
      layers_.emplace_back(name, front);
      held_ = 0;
      return;
    }
  }
  framer_.filled(std::exchange(held_, 0));
  over_ = last;
  if (last) framer_.finish();
}

bool Intake::pour() {
  if (layers_.empty() || over_) return false;
  const std::size_t size = read(layers_.size(), framer_.space().subspan(held_));
  const bool last = size == 0 && layers_.back().ended();
  if (size == 0 && !last) return false;
  take(size, last);
  return true;
}

/// Decodes layer `level`, counted from 1, into `out`; returns how many bytes that gave. 0 if more
/// must come first, or if the layer has ended.
std::size_t Intake::read(std::size_t level, std::span<char> out) {
  Layer& layer = layers_[level - 1];
  std::size_t size = 0;
  do {
    size = layer.decode(out);
  } while (size == 0 && !layer.ended() && refill(level));
  return size;
}

/// Gives layer `level` bytes of the one below it, or the news that it has ended; false if neither.
bool Intake::refill(std::size_t level) {
  Layer& layer = layers_[level - 1];
  bool last = finished_;
  if (level > 1) {
    const std::size_t size = read(level - 1, layer.space());
    layer.filled(size);
    if (size != 0) return true;
    last = layers_[level - 2].ended();
  }
  if (last) layer.finish();
  return last;
}

const Layer* Intake::failed() const {
  const auto found = std::find_if(layers_.begin(), layers_.end(),
                                  [](const Layer& layer) { return !layer.problem().empty(); });
  return found == layers_.end() ? nullptr : &*found;
}

}  // namespace logprobs::read
