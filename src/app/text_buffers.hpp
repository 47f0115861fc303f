// The memory of text that threads hand over.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "app/shown.hpp"
#include "logprobs/show.hpp"

namespace logprobs::app {

/// Hands out memory that one thread fills with much text and another writes, and takes it back:
/// what came back last goes out first, as it is the likeliest to be in a cache. Any thread may call
/// it.
class TextBuffers {
 public:
  /// `limit`: how much is kept for later, in bytes.
  explicit TextBuffers(std::size_t limit) : limit_(limit) {}

  /// An empty text with room for View::much, and for what is added before that is looked at.
  std::string take();
  /// Takes that memory of a text that is no longer needed, or did not come.
  void take_back(std::string& text);
  void take_back(std::vector<Shown>& several);

 private:
  static constexpr std::size_t room = View::much + View::much / 8;  // bytes

  std::size_t limit_;
  std::mutex mutex_;
  std::vector<std::string> kept_;  // guarded by it
  std::size_t memory_ = 0;         // of them, in bytes; guarded by it
};

}  // namespace logprobs::app
