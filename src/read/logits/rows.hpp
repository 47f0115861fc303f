// The rows of a tensor of logits, one after another.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "logprobs/logits.hpp"
#include "read/logits/step.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// The distributions of one row.
struct RowSteps {
  Step model{};  ///< the file's own
  Step drawn{};  ///< what sampling makes of it: its `best` are the same tokens
};

/// Reads one row at a time, with memory for that one.
class Rows {
 public:
  /// `tensor` is of floating point numbers; its last dimension is the vocabulary.
  Rows(const RandomFile& file, const Tensor& tensor, const Sampling& sampling)
      : file_(file), tensor_(tensor), sampling_(sampling), size_(tensor.shape.back()) {}

  /// Reads row `at`, counted over all dimensions but the last, and takes a step with it. False if
  /// the file no longer has it. `count`: how many of the best to list, at least 1. Without sampling
  /// `steps.drawn` stays as it is.
  bool take(std::uint64_t at, std::size_t count, std::optional<std::uint64_t> chosen,
            RowSteps& steps);

 private:
  bool load_singles(std::uint64_t at);
  bool load_quantized(std::uint64_t at);
  template <typename Number>
  bool load(std::uint64_t at, std::vector<Number>& into) const;
  template <typename Number>
  void draw(const std::vector<Number>& row, std::optional<std::uint64_t> chosen, RowSteps& steps);

  const RandomFile& file_;
  const Tensor& tensor_;
  Sampling sampling_;
  const Kernels& kernels_ = *usable_kernels().front();
  std::uint64_t size_;
  std::vector<std::uint16_t> halves_;
  std::vector<float> singles_;
  std::vector<double> doubles_;
  std::vector<double> drawn_;
};

}  // namespace logprobs::read
