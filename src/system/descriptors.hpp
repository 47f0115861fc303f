// File descriptors that the caller opened or closed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// Opens /dev/null for each of the descriptors 0 to 2 that the caller closed, in a mode in which
/// using it fails: no file opened later can then pass for standard output.
void guard_standard_descriptors();

/// The descriptor that a name such as /dev/stdout or /dev/fd/7 means; none for other names.
std::optional<int> named_descriptor(std::string_view name);

}  // namespace logprobs::system
