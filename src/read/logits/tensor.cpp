#include "read/logits/tensor.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
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
    case NumberType::u8:
      return 1;
  }
  return 1;
}

bool is_real(NumberType type) {
  return type == NumberType::f64 || type == NumberType::f32 || type == NumberType::f16 ||
         type == NumberType::bf16;
}

bool is_whole(NumberType type) {
  return type == NumberType::i64 || type == NumberType::i32 || type == NumberType::u8;
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

std::string_view Tensors::metadata_of(std::string_view key) const {
  const auto found = std::find_if(metadata.begin(), metadata.end(),
                                  [&](const auto& each) { return each.first == key; });
  return found == metadata.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace logprobs::read
