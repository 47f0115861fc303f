// The rows of a tensor of logits, one after another.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "logprobs/logits.hpp"
#include "read/logits/step.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// Reads one row at a time, with memory for that one.
class Rows {
 public:
  /// `tensor` is of floating point numbers; its last dimension is the vocabulary.
  Rows(const RandomFile& file, const Tensor& tensor)
      : file_(file), tensor_(tensor), size_(tensor.shape.back()) {}

  /// Reads row `at`, counted over all dimensions but the last, and takes a step with it. False if
  /// the file no longer has it.
  bool take(std::uint64_t at, std::size_t count, std::optional<std::uint64_t> chosen, Step& step);

 private:
  bool load_quantized(std::uint64_t at);
  template <typename Number>
  bool load(std::uint64_t at, std::vector<Number>& into) const;

  const RandomFile& file_;
  const Tensor& tensor_;
  const Kernels& kernels_ = *usable_kernels().front();
  std::uint64_t size_;
  std::vector<std::uint16_t> halves_;
  std::vector<float> singles_;
  std::vector<double> doubles_;
};

}  // namespace logprobs::read
