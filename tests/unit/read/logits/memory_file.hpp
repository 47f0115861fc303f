// Bytes that are read as a file, and the parts that tensors' files are made of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "logprobs/logits.hpp"

namespace samples {

struct MemoryFile : logprobs::RandomFile {
  explicit MemoryFile(std::string content) : bytes(std::move(content)) {}
  std::uint64_t size() const override { return bytes.size(); }
  bool read(std::uint64_t at, std::span<char> into) const override {
    if (at > bytes.size() || into.size() > bytes.size() - at) return false;
    std::copy_n(bytes.data() + at, into.size(), into.data());
    return true;
  }
  std::string bytes;
};

/// The numbers as they lie in memory.
template <typename Number>
std::string raw(const std::vector<Number>& numbers) {
  std::string bytes(numbers.size() * sizeof(Number), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

/// `size` as `width` bytes, the lowest first.
inline std::string little_endian(std::uint64_t size, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(size >> (8 * i) & 0xFF);
  return bytes;
}

inline std::string safetensors(const std::string& header, const std::string& data = "") {
  return little_endian(header.size(), 8) + header + data;
}

inline std::string npy(const std::string& header, const std::string& data = "", int version = 1) {
  return "\x93NUMPY" + std::string{static_cast<char>(version), '\0'} +
         little_endian(header.size(), version == 1 ? 2 : 4) + header + data;
}

}  // namespace samples
