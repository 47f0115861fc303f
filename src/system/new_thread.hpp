// Where a new thread begins.
#pragma once

#include <thread>

namespace logprobs::system {

/// Has a thread that was just made begin on another core than the one this runs on, if it may use
/// one. Linux often leaves it on the same core, where its turn comes some ms later.
void begin_on_other_core(std::thread& thread) noexcept;

}  // namespace logprobs::system
