// Files that options name, which may be large.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logprobs::app {

/// What messages call such a file: `-` is "standard input".
std::string name_of_file(const std::string& file);

/// The bytes of a file that `option` names, at most `most`. Throws Error{usage} if it cannot be
/// read.
std::string read_named_file(std::string_view option, const std::string& file, std::size_t most);

}  // namespace logprobs::app
