// Tells files of raw logits by their first bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::read {

/// The formats of raw logits; `none`: it is something else.
enum class LogitsFormat { none, safetensors, npy, llama };

/// So many bytes tell it.
inline constexpr std::size_t logits_front = 10;

/// What a source is that begins with `front`. Eight bytes that cannot all be text, and then JSON,
/// are the size of safetensors' header, and the header.
LogitsFormat logits_format(std::string_view front);

}  // namespace logprobs::read
