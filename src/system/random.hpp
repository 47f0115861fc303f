// Random numbers that nobody can foretell.
#pragma once

#include <cstdint>

namespace logprobs::system {

/// A random number from the system, every one of 64 bits as likely. std::random_device would need a
/// newer C library than anything else where it is linked statically.
std::uint64_t random_number();

}  // namespace logprobs::system
