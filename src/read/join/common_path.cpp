#include "read/join/common_path.hpp"

#include <algorithm>

namespace logprobs::read {

void keep_common(std::string& path, std::string_view other) {
  if (path == other) return;
  const auto parted = std::mismatch(path.begin(), path.end(), other.begin(), other.end()).first;
  auto size = static_cast<std::size_t>(parted - path.begin());
  const auto ends_step = [&](std::string_view text) {
    return size == text.size() || text[size] == '/';
  };
  if (!ends_step(path) || !ends_step(other)) size = path.rfind('/', size - 1);
  path.resize(size);
}

}  // namespace logprobs::read
