#include "read/logits/rows.hpp"

#include <bit>
#include <cstring>
#include <limits>
#include <span>

namespace logprobs::read {

// What is in the file is copied as it is.
static_assert(std::endian::native == std::endian::little);

template <typename Number>
bool Rows::load(std::uint64_t at, std::vector<Number>& into) const {
  into.resize(size_);
  const std::span<char> bytes(reinterpret_cast<char*>(into.data()), size_ * sizeof(Number));
  return file_.read(tensor_.begin + at * bytes.size(), bytes);
}

/// 0 stands for everything that is 16 nats or more below the best: a floor.
bool Rows::load_quantized(std::uint64_t at) {
  constexpr std::size_t head = 2 * sizeof(float) / sizeof(std::uint16_t);
  const std::uint64_t size = row_size(tensor_);
  halves_.resize(size / sizeof(std::uint16_t));
  const std::span<char> bytes(reinterpret_cast<char*>(halves_.data()), size);
  if (!file_.read(tensor_.begin + at * size, bytes)) return false;
  float scale = 0;
  float least = 0;
  std::memcpy(&scale, halves_.data(), sizeof scale);
  std::memcpy(&least, halves_.data() + head / 2, sizeof least);
  singles_.resize(size_);
  for (std::size_t i = 0; i < size_; ++i) {
    const std::uint16_t steps = halves_[head + i];
    singles_[i] = steps == 0 ? -std::numeric_limits<float>::infinity()
                             : least + scale * static_cast<float>(steps);
  }
  return true;
}

bool Rows::take(std::uint64_t at, std::size_t count, std::optional<std::uint64_t> chosen,
                Step& step) {
  switch (tensor_.type) {
    case NumberType::f64:
      if (!load(at, doubles_)) return false;
      take_step(kernels_, std::span<const double>(doubles_), count, chosen, step);
      return true;
    case NumberType::f32:
      if (!load(at, singles_)) return false;
      break;
    case NumberType::f16:
    case NumberType::bf16:
      if (!load(at, halves_)) return false;
      singles_.resize(size_);
      (tensor_.type == NumberType::f16 ? kernels_.from_f16 : kernels_.from_bf16)(halves_, singles_);
      break;
    case NumberType::quantized:
      if (!load_quantized(at)) return false;
      take_logprobs(kernels_, std::span<const float>(singles_), count, chosen, step);
      return true;
    case NumberType::i64:
    case NumberType::i32:
    case NumberType::u8:
      return false;
  }
  take_step(kernels_, std::span<const float>(singles_), count, chosen, step);
  return true;
}

}  // namespace logprobs::read
