#include "read/frame/logits_format.hpp"

#include <algorithm>

namespace logprobs::read {
namespace {

bool is_safetensors(std::string_view front) {
  constexpr std::size_t prefix = 8;  // bytes: the size of the header, which is not 0
  if (front.size() < logits_front || front[prefix] != '{') return false;
  if (std::string_view("\"} \t\r\n").find(front[prefix + 1]) == std::string_view::npos)
    return false;
  const std::string_view size = front.substr(0, prefix);
  const auto is_no_text = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < '\t' || byte >= 0xF8;
  };
  return std::any_of(size.begin(), size.end(), is_no_text) &&
         std::any_of(size.begin(), size.end(), [](char c) { return c != '\0'; });
}

}  // namespace

LogitsFormat logits_format(std::string_view front) {
  if (front.starts_with("\x93NUMPY")) return LogitsFormat::npy;
  if (front.starts_with("_logits_")) return LogitsFormat::llama;
  return is_safetensors(front) ? LogitsFormat::safetensors : LogitsFormat::none;
}

}  // namespace logprobs::read
