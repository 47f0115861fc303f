// What the desktop opens files with.
#pragma once

#include <string>

namespace logprobs::system {

/// Starts the desktop's program for a file, xdg-open or open, and does not wait for it; returns
/// errno, 0 if it was started, ENOENT if there is neither.
int open_on_desktop(const std::string& file);

}  // namespace logprobs::system
