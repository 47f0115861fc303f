// How help is laid out.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::cli {

/// Appends `text` wrapped to so many columns; lines after the first are indented by `indent`
/// spaces, and the first begins where `help` ends.
void append_wrapped(std::string& help, std::string_view text, std::size_t indent,
                    std::size_t columns);

}  // namespace logprobs::cli
