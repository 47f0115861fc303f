#include "read/logits/tensor.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace logprobs::read {

std::uint64_t size_of(NumberType type) {
  switch (type) {
    case NumberType::f64:
    case NumberType::i64:
      return 8;
    case NumberType::f32:
    case NumberType::i32:
      return 4;
    case NumberType::f16:
    case NumberType::bf16:
    case NumberType::quantized:
      return 2;
  }
  return 1;
}

std::uint64_t row_size(const Tensor& tensor) {
  const std::uint64_t numbers = tensor.shape.back();
  if (tensor.type != NumberType::quantized) return numbers * size_of(tensor.type);
  return 2 * sizeof(float) + (numbers + numbers % 2) * size_of(tensor.type);
}

std::optional<std::uint64_t> count_of(const std::vector<std::uint64_t>& shape) {
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::uint64_t count = 1;
  for (const std::uint64_t size : shape) {
    if (size == 0) return 0;
  }
  for (const std::uint64_t size : shape) {
    if (size > most / count) return std::nullopt;
    count *= size;
  }
  return count;
}

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

}  // namespace logprobs::read
