// Which of many texts begin with another one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::judge {

/// An index of texts, which are numbered in their order.
class Beginnings {
 public:
  explicit Beginnings(std::vector<std::string> texts);

  /// As they were given.
  const std::vector<std::string>& texts() const { return texts_; }
  /// The numbers of those that begin with `text`, in ascending order. Takes O(log n), and the time
  /// for what it returns.
  std::vector<std::size_t> with(std::string_view text) const;

 private:
  std::vector<std::string> texts_;
  std::vector<std::size_t> sorted_;  // numbers, by their texts
};

}  // namespace logprobs::judge
