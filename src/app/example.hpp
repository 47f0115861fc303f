// A saved answer to look at.
#pragma once

#include <string>

namespace logprobs::app {

/// The name of a response that the program comes with, as it can be typed here: installed beside
/// the program, or in the project's folder in which it was built.
std::string shipped_example();

}  // namespace logprobs::app
