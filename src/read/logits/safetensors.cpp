#include "read/logits/safetensors.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

using simdjson::ondemand::object;

constexpr std::uint64_t size_width = 8;  // bytes that say how large the header is
constexpr std::uint64_t largest_safetensors_header = std::uint64_t{16} << 20;

constexpr std::array<TypeName, 8> safetensors_types = {{{"F64", NumberType::f64},
                                                        {"F32", NumberType::f32},
                                                        {"F16", NumberType::f16},
                                                        {"BF16", NumberType::bf16},
                                                        {"I64", NumberType::i64},
                                                        {"I32", NumberType::i32},
                                                        {"U8", NumberType::u8},
                                                        {"BOOL", NumberType::u8}}};

std::uint64_t load8(const char* bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = size_width; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

using Numbers = std::vector<std::uint64_t>;

/// What the header says of one tensor.
struct HeaderEntry {
  std::string name{};
  std::optional<std::string> type{};
  std::optional<Numbers> shape{};
  std::optional<Numbers> offsets{};
};

/// Bytes of a tensor: the first, and the one after the last.
struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string name{};
};

/// Reads an array of numbers that was not there before.
bool read_numbers(simdjson::ondemand::value& value, std::optional<Numbers>& numbers) {
  constexpr std::size_t most = 16;
  simdjson::ondemand::array array;
  if (numbers || value.get_array().get(array) != simdjson::SUCCESS) return false;
  numbers.emplace();
  for (auto element : array) {
    std::uint64_t number = 0;
    if (element.get_uint64().get(number) != simdjson::SUCCESS || numbers->size() == most)
      return false;
    numbers->push_back(number);
  }
  return true;
}

bool read_entry(object& fields, HeaderEntry& entry) {
  for (auto field : fields) {
    std::string_view key;
    simdjson::ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
    if (field.value().get(value) != simdjson::SUCCESS) return false;
    if (key == "dtype") {
      std::string_view type;
      if (entry.type || value.get_string().get(type) != simdjson::SUCCESS) return false;
      entry.type = type;
    } else if (key == "shape") {
      if (!read_numbers(value, entry.shape)) return false;
    } else if (key == "data_offsets") {
      if (!read_numbers(value, entry.offsets)) return false;
    }
  }
  return entry.offsets && entry.offsets->size() == 2 && entry.shape && entry.type;
}

/// Checks what the header says against the file, which has `data_size` bytes from `data` on.
std::string take_entry(const HeaderEntry& entry, std::uint64_t data, std::uint64_t data_size,
                       Tensors& into) {
  const std::string name = visible_quote(entry.name);
  const auto [begin, end] = std::pair(entry.offsets->front(), entry.offsets->back());
  if (begin > end || end > data_size) {
    return fmt::format("tensor {} is said to be in bytes {} to {} of {}", name, begin, end,
                       data_size);
  }
  const auto* const known =
      std::find_if(safetensors_types.begin(), safetensors_types.end(),
                   [&](const TypeName& each) { return each.name == *entry.type; });
  if (known == safetensors_types.end()) {
    into.unread.emplace_back(entry.name, *entry.type);
    return {};
  }
  const std::optional<std::uint64_t> count = count_of(*entry.shape);
  const std::uint64_t size = size_of(known->type);
  if (!count || *count > data_size / size || *count * size != end - begin) {
    return fmt::format("tensor {} of {} {} is said to take {} bytes", name, *entry.type,
                       shape_text(*entry.shape), end - begin);
  }
  into.all.push_back({entry.name, known->type, *entry.shape, data + begin});
  return {};
}

/// A sentence if one of these comes twice.
std::string find_twice(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  return fmt::format("its header has {} twice", visible_quote(*twice));
}

/// The format has only texts here, but numbers and arrays are taken as they are spelled.
std::string read_metadata(object& fields, Tensors& into) {
  std::vector<std::string> names;
  for (auto field : fields) {
    std::string_view key;
    std::string_view text;
    simdjson::ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS) {
      return "its metadata is not JSON";
    }
    const std::string& name = names.emplace_back(key);
    if (value.get_string().get(text) == simdjson::SUCCESS ||
        simdjson::to_json_string(value).get(text) == simdjson::SUCCESS) {
      into.metadata.emplace_back(name, text);
    }
  }
  return find_twice(std::move(names));
}

/// A sentence if tensors share bytes, or if there are bytes of none.
std::string find_clash(std::vector<Extent>& extents, std::uint64_t data_size) {
  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::uint64_t end = 0;  // of what tensors have so far
  const auto gap = [&](std::uint64_t begin) {
    return fmt::format("bytes {} to {} of its data are of no tensor", end, begin);
  };
  for (const Extent& extent : extents) {
    if (extent.begin < end) {
      return fmt::format("tensor {} is said to share bytes with another",
                         visible_quote(extent.name));
    }
    if (extent.begin > end) return gap(extent.begin);
    end = extent.end;
  }
  return end == data_size ? std::string() : gap(data_size);
}

/// Reads all fields of the header; returns a sentence if something is wrong.
std::string read_header(std::string& header, std::uint64_t data, std::uint64_t data_size,
                        Tensors& into) {
  constexpr std::string_view broken = "its header is not the JSON of a safetensors file";
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  object root;
  const std::size_t size = header.size();
  header.append(simdjson::SIMDJSON_PADDING, '\0');
  if (parser.iterate(header.data(), size, header.size()).get(document) != simdjson::SUCCESS ||
      document.get_object().get(root) != simdjson::SUCCESS) {
    return std::string(broken);
  }
  std::vector<Extent> extents;
  std::vector<std::string> names;
  for (auto field : root) {
    object fields;
    std::string_view key;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return std::string(broken);
    const std::string& name = names.emplace_back(key);
    if (field.value().get_object().get(fields) != simdjson::SUCCESS) return std::string(broken);
    std::string problem;
    if (name == "__metadata__") {
      problem = read_metadata(fields, into);
    } else if (HeaderEntry entry{.name = name}; !read_entry(fields, entry)) {
      problem = fmt::format("its header does not say where tensor {} is", visible_quote(name));
    } else {
      problem = take_entry(entry, data, data_size, into);
      extents.push_back({entry.offsets->front(), entry.offsets->back(), name});
    }
    if (!problem.empty()) return problem;
  }
  const char* location = nullptr;
  if (document.current_location().get(location) == simdjson::SUCCESS) return std::string(broken);
  std::string twice = find_twice(std::move(names));
  return twice.empty() ? find_clash(extents, data_size) : twice;
}

}  // namespace

ReadTensors read_safetensors(const RandomFile& file) {
  ReadTensors read;
  std::array<char, size_width> begin{};
  if (!file.read(0, begin)) {
    read.problem = "it is cut off in its header";
    return read;
  }
  const std::uint64_t size = load8(begin.data());
  if (size > largest_safetensors_header) {
    read.problem = fmt::format("its header is said to have {} bytes; more than {} MiB are not read",
                               size, largest_safetensors_header >> 20);
    return read;
  }
  std::string header(std::min(size, file.size()), '\0');
  if (size > file.size() || !file.read(size_width, header)) {
    read.problem = "it is cut off in its header";
    return read;
  }
  const std::uint64_t data = size_width + size;
  read.problem = read_header(header, data, file.size() - data, read.tensors);
  return read;
}

}  // namespace logprobs::read
