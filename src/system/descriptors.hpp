// File descriptors that the caller opened, or closed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// Opens /dev/null for each of the descriptors 0 to 2 that the caller closed, such that using it
/// fails: no file opened later can then be taken for standard output.
void guard_standard_descriptors();

/// The open descriptor that a name such as /dev/stdout or /dev/fd/7 stands for.
std::optional<int> named_descriptor(std::string_view name);

}  // namespace logprobs::system
