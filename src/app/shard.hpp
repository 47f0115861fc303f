// Cuts files into parts, which several runs of the program may read, on machines of their own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace logprobs::app {

/// What the shard has of each file. All shards together have each byte once: the files are divided
/// evenly, as if they were one, and a line (up to LF) belongs to the shard that has its first byte.
/// So does a whole file if its first line that is not blank is longer than `max_line` bytes, or is
/// not one whole object or array. An empty file belongs to one shard; one that cannot be opened
/// belongs to all, and each says so. Throws Error{usage} if one is not a regular file.
std::vector<cli::FilePart> parts_of(std::span<const std::string> files, const cli::Shard& shard,
                                    std::uint64_t max_line);

}  // namespace logprobs::app
