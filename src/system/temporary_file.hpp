// New files under names of their own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>

namespace logprobs::system {

/// ".logprobs." and 16 random hexadecimal digits.
std::string random_name();

/// Creates a file in `folder`, for reading and writing, under the first name of `next_name` that is
/// free; `mode` is subject to umask. Returns its descriptor and sets `name` to its path; -1 with
/// errno if it fails.
int open_new_file(const std::filesystem::path& folder, mode_t mode, std::string& name,
                  const std::function<std::string()>& next_name = random_name);

}  // namespace logprobs::system
