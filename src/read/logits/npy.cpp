#include "read/logits/npy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

constexpr std::uint64_t magic_size = 8;  // with the two numbers of the version
constexpr std::uint64_t largest_npy_header = std::uint64_t{1} << 20;

constexpr std::array<TypeName, 5> npy_types = {{{"<f8", NumberType::f64},
                                                {"<f4", NumberType::f32},
                                                {"<f2", NumberType::f16},
                                                {"<i8", NumberType::i64},
                                                {"<i4", NumberType::i32}}};

/// Reads the header, a dictionary as Python prints it.
class Dictionary {
 public:
  explicit Dictionary(std::string_view text) : rest_(text) {}

  /// The value of a key, up to the comma after it; empty if there is no such key.
  std::string_view value(std::string_view key) const {
    for (const char quote : {'\'', '"'}) {
      const std::string quoted = quote + std::string(key) + quote;
      const std::size_t at = rest_.find(quoted);
      if (at == std::string_view::npos) continue;
      std::string_view value = trimmed(rest_.substr(at + quoted.size()));
      if (!value.starts_with(':')) continue;
      value = trimmed(value.substr(1));
      const char last = value.starts_with('(') ? ')' : value.starts_with('[') ? ']' : ',';
      const std::size_t end = value.find(last);
      if (end == std::string_view::npos) return {};
      return trimmed(value.substr(0, last == ',' ? end : end + 1));
    }
    return {};
  }

 private:
  static std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \n\t"), text.size());
    text.remove_prefix(begin);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    return text;
  }

  std::string_view rest_;
};

/// Reads a tuple such as "(60, 512)" or "(60,)"; none if it is not one of whole numbers.
std::optional<std::vector<std::uint64_t>> parse_shape(std::string_view text) {
  constexpr std::size_t most = 16;
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::uint64_t> shape;
  while (true) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.empty()) return shape;
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || shape.size() == most) return std::nullopt;
    shape.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.starts_with(',')) {
      text.remove_prefix(1);
    } else if (!text.empty()) {
      return std::nullopt;
    }
  }
}

/// Reads the dictionary; returns a sentence if something is wrong.
std::string read_dictionary(std::string_view text, std::uint64_t data_size, Tensor& tensor) {
  const Dictionary dictionary(text);
  std::string_view type = dictionary.value("descr");
  if (type.size() > 2 && type.front() == type.back()) type = type.substr(1, type.size() - 2);
  const auto* const known = std::find_if(npy_types.begin(), npy_types.end(),
                                         [&](const TypeName& each) { return each.name == type; });
  if (known == npy_types.end()) {
    return fmt::format("its numbers are of type {}; f2, f4, f8, i4 and i8, little-endian, are read",
                       visible_quote(type));
  }
  tensor.type = known->type;
  if (dictionary.value("fortran_order") != "False") {
    return "its order is Fortran's; save numpy.ascontiguousarray(x)";
  }
  const auto shape = parse_shape(dictionary.value("shape"));
  if (!shape) return "its header does not say what its shape is";
  tensor.shape = *shape;
  const std::optional<std::uint64_t> count = count_of(*shape);
  if (!count || *count > data_size / size_of(tensor.type)) {
    return fmt::format("it has {} bytes of numbers, and shape {} needs more: it is cut off",
                       data_size, shape_text(*shape));
  }
  return {};
}

}  // namespace

ReadTensors read_npy(const RandomFile& file) {
  ReadTensors read;
  const auto fail = [&](std::string problem) {
    read.problem = std::move(problem);
    return read;
  };
  std::array<char, magic_size + 4> begin{};
  if (!file.read(0, begin)) return fail("it is cut off in its header");
  if (!std::string_view(begin.data(), begin.size()).starts_with("\x93NUMPY")) {
    return fail("it is not what numpy.save() writes");
  }
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(begin[at])};
  };
  const std::uint64_t version = byte(6);
  if (version < 1 || version > 3)
    return fail(fmt::format("its version is {}; 1 to 3 are known", version));
  const std::uint64_t width = version == 1 ? 2 : 4;
  std::uint64_t size = byte(8) | byte(9) << 8;
  if (width == 4) size |= byte(10) << 16 | byte(11) << 24;
  if (size > largest_npy_header) {
    return fail(
        fmt::format("its header is said to have {} bytes; more than 1 MiB are not read", size));
  }
  std::string header(std::min(size, file.size()), '\0');
  const std::uint64_t data = magic_size + width + size;
  if (size > file.size() || !file.read(magic_size + width, header))
    return fail("it is cut off in its header");
  Tensor tensor;
  tensor.begin = data;
  read.problem = read_dictionary(header, file.size() - data, tensor);
  if (read.problem.empty()) read.tensors.all.push_back(std::move(tensor));
  return read;
}

}  // namespace logprobs::read
