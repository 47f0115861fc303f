#include "read/logits/rows.hpp"

#include <bit>
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

bool Rows::take(std::uint64_t at, std::size_t count, std::optional<std::uint64_t> chosen,
                Step& step) {
  switch (tensor_.type) {
    case NumberType::f64:
      if (!load(at, doubles_)) return false;
      take_step(std::span<const double>(doubles_), count, chosen, step);
      return true;
    case NumberType::f32:
      if (!load(at, singles_)) return false;
      break;
    case NumberType::f16:
    case NumberType::bf16:
      if (!load(at, halves_)) return false;
      singles_.resize(size_);
      (tensor_.type == NumberType::f16 ? from_f16 : from_bf16)(halves_, singles_);
      break;
    case NumberType::i64:
    case NumberType::i32:
    case NumberType::u16:
      return false;
  }
  take_step(std::span<const float>(singles_), count, chosen, step);
  return true;
}

}  // namespace logprobs::read
