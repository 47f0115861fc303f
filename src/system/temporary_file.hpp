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

/// Says that the file of this path is to be removed if the program ends without destructors, until
/// forget_temporary() is called. The text must stay where it is until then.
void note_temporary(const std::string& path) noexcept;
void forget_temporary(const std::string& path) noexcept;
/// Removes these files. Allocates nothing.
void remove_temporaries() noexcept;

}  // namespace logprobs::system
