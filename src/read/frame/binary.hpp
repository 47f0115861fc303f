// Names what is no text.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::read {

/// What a source is that begins with the first bytes of a format that is known, up to 512, and what
/// to do with it, as a sentence; empty if there is none.
std::string describe_signature(std::string_view front);

/// What a source is that begins with `front`, its first line or more of it, and what to do with it,
/// as a sentence; empty if it may be text. Zeros at the very front do not count: where a file was
/// truncated while it was written, text follows them.
std::string describe_binary(std::string_view front);

}  // namespace logprobs::read
