#include "app/line_input.hpp"

#include <array>
#include <utility>

namespace logprobs::app {

std::optional<std::string> LineInput::next() {
  for (std::size_t searched = 0;;) {
    if (const std::size_t end = buffer_.find('\n', searched); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    searched = buffer_.size();
    std::array<char, 4096> block;
    std::size_t size = 0;
    if (input_.read(block, size) != system::Input::ReadResult::bytes) {
      return buffer_.empty() ? std::nullopt : std::optional(std::exchange(buffer_, {}));
    }
    buffer_.append(block.data(), size);
  }
}

}  // namespace logprobs::app
