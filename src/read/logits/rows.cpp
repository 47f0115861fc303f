#include "read/logits/rows.hpp"

#include <bit>
#include <cstring>
#include <limits>
#include <span>

#include "read/logits/sampling.hpp"

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

/// Loads a row of any other type as floats.
bool Rows::load_singles(std::uint64_t at) {
  if (tensor_.type == NumberType::f32) return load(at, singles_);
  if (tensor_.type == NumberType::quantized) return load_quantized(at);
  if (!load(at, halves_)) return false;
  singles_.resize(size_);
  (tensor_.type == NumberType::f16 ? kernels_.from_f16 : kernels_.from_bf16)(halves_, singles_);
  return true;
}

template <typename Number>
void Rows::draw(const std::vector<Number>& row, std::optional<std::uint64_t> chosen,
                RowSteps& steps) {
  steps.drawn.usable = steps.model.usable;
  if (!steps.model.usable) return;
  apply(sampling_, std::span<const Number>(row), drawn_);
  take_step(kernels_, std::span<const double>(drawn_), 1, chosen, steps.drawn);
  steps.drawn.best = steps.model.best;
  for (Scored& scored : steps.drawn.best) scored.value = steps.drawn.logprob(drawn_[scored.id]);
}

bool Rows::take(std::uint64_t at, std::size_t count, std::optional<std::uint64_t> chosen,
                RowSteps& steps) {
  if (tensor_.type == NumberType::f64) {
    if (!load(at, doubles_)) return false;
    take_step(kernels_, std::span<const double>(doubles_), count, chosen, steps.model);
    if (sampling_.any()) draw(doubles_, chosen, steps);
    return true;
  }
  if (!load_singles(at)) return false;
  const std::span<const float> row(singles_);
  if (tensor_.type == NumberType::quantized) {
    take_logprobs(kernels_, row, count, chosen, steps.model);
  } else {
    take_step(kernels_, row, count, chosen, steps.model);
  }
  if (sampling_.any()) draw(singles_, chosen, steps);
  return true;
}

}  // namespace logprobs::read
