// Replaces the end of a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logprobs::system {

/// Has a file of `size` bytes end with `text` after its first `offset`. Returns errno; 0: all is
/// well. A file that has another size was changed by somebody else, and is left as it is (ESTALE).
int replace_end(const std::string& file, std::uint64_t size, std::uint64_t offset,
                std::string_view text);

}  // namespace logprobs::system
