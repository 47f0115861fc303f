#include "judge/beginnings.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace logprobs::judge {

Beginnings::Beginnings(std::vector<std::string> texts)
    : texts_(std::move(texts)), sorted_(texts_.size()) {
  std::iota(sorted_.begin(), sorted_.end(), 0);
  std::sort(sorted_.begin(), sorted_.end(),
            [&](std::size_t a, std::size_t b) { return texts_[a] < texts_[b]; });
}

std::vector<std::size_t> Beginnings::with(std::string_view text) const {
  const auto front = [&](std::size_t number) {
    return std::string_view(texts_[number]).substr(0, text.size());
  };
  const auto first = std::partition_point(sorted_.begin(), sorted_.end(),
                                          [&](std::size_t number) { return front(number) < text; });
  const auto end = std::partition_point(first, sorted_.end(),
                                        [&](std::size_t number) { return front(number) == text; });
  std::vector<std::size_t> found(first, end);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace logprobs::judge
