// How text from outside is set among the program's own words.
#pragma once

#include <string>

namespace logprobs::show {

/// Returns visible text as it is to be written: isolated(), or as it is where the reader of a
/// format does not expect that.
using Setting = std::string (*)(std::string visible_text);

inline std::string as_it_is(std::string visible_text) { return visible_text; }

}  // namespace logprobs::show
