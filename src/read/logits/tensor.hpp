// Arrays of numbers in a file, as its header describes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logprobs::read {

/// How a number is stored, little-endian. `quantized`: in two bytes; a row begins with two floats,
/// the scale and the least number, and is padded to an even number of numbers.
enum class NumberType { f64, f32, f16, bf16, i64, i32, u8, quantized };

/// What a file calls a type.
struct TypeName {
  std::string_view name;
  NumberType type;
};

/// Bytes of a number.
std::uint64_t size_of(NumberType type);
/// Whether it is one of those that logits can have.
bool is_real(NumberType type);
/// Whether it is one of those that tokens and masks can have.
bool is_whole(NumberType type);

/// An array, its last dimension first in memory.
struct Tensor {
  std::string name;
  NumberType type = NumberType::f32;
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;  ///< its first byte's place in the file
};

/// Bytes of a row: of the numbers along the last dimension.
std::uint64_t row_size(const Tensor& tensor);

/// The product of the dimensions; none if it has more than 63 bits.
std::optional<std::uint64_t> count_of(const std::vector<std::uint64_t>& shape);

/// "[60, 512]".
std::string shape_text(const std::vector<std::uint64_t>& shape);

/// All tensors of a file.
struct Tensors {
  std::vector<Tensor> all{};
  std::vector<std::pair<std::string, std::string>> metadata{};  ///< what the file says of them
  std::vector<std::pair<std::string, std::string>> unread{};    ///< names and types not known

  /// What the metadata say under a name; empty if they do not have it.
  std::string_view metadata_of(std::string_view key) const;
};

/// What reading the header of a file came to: the tensors, or a sentence why there are none.
struct ReadTensors {
  Tensors tensors{};
  std::string problem{};  ///< empty if all is well
};

}  // namespace logprobs::read
