// Cuts files into parts, which several runs of the program may read, on machines of their own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace logprobs::app {

/// What the shard has of each file. All shards together have each byte once. Cuts are at line ends
/// (LF), which are found by seeking: a line is of the shard that has its first byte when all files
/// together are divided evenly. `max_line`: in bytes; a file whose first line that is not blank is
/// longer, or is not one whole object or array, is not cut: it is of the shard that has its first
/// byte. An empty file is of one shard. One that cannot be opened is of all, which say so. Throws
/// Error{usage} if one is no regular file.
std::vector<cli::FilePart> parts_of(std::span<const std::string> files, const cli::Shard& shard,
                                    std::uint64_t max_line);

}  // namespace logprobs::app
