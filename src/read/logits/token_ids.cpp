#include "read/logits/token_ids.hpp"

#include <array>
#include <cstring>
#include <optional>
#include <span>

namespace logprobs::read {
namespace {

/// Reads one of a tensor's whole numbers.
bool read_whole(const RandomFile& file, const Tensor& tensor, std::uint64_t at,
                std::int64_t& number) {
  std::array<char, sizeof(std::int64_t)> bytes{};
  const std::uint64_t size = size_of(tensor.type);
  if (!file.read(tensor.begin + at * size, std::span(bytes).first(size))) return false;
  if (tensor.type == NumberType::i32) {
    std::int32_t small = 0;
    std::memcpy(&small, bytes.data(), sizeof small);
    number = small;
  } else {
    std::memcpy(&number, bytes.data(), sizeof number);
  }
  return true;
}

}  // namespace

bool TokenIds::read(std::uint64_t sequence, std::uint64_t place, std::int64_t& id) const {
  return read_whole(ids_, run_.ids, sequence * run_.length + place, id);
}

bool TokenIds::is_padding(std::uint64_t sequence, std::uint64_t place) const {
  const std::optional<Tensor>& mask = run_.mask;
  if (!mask || place >= mask->shape.back()) return false;
  std::int64_t used = 0;
  return read_whole(file_, *mask, sequence * mask->shape.back() + place, used) && used == 0;
}

}  // namespace logprobs::read
