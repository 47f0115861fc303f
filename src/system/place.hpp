// Where the names of files lead to.
#pragma once

#include <filesystem>

namespace logprobs::system {

/// Which files under /dev are written directly. Those under /proc always are.
enum class Devices {
  all,      ///< every file
  no_files  ///< all but regular files, such as those in /dev/shm
};

/// Whether a file of this name is under /proc or, with Devices::all, /dev, whatever links lead
/// there.
bool is_special_place(const std::filesystem::path& path, Devices devices);

/// Sets `path` to what it leads to through symbolic links, so that a link stays one; stops at a
/// special place on the way. Returns errno, 0 if all is well: ELOOP for a circle, EACCES for a link
/// in a folder like /tmp that belongs neither to the user nor to the folder's owner, which the
/// kernel does not follow either (proc(5), protected_symlinks).
int follow_links(std::filesystem::path& path, Devices devices);

/// Whether the folder of this file is one like /tmp, where only their owners may rename files, and
/// the user is none of them.
bool is_anothers(const std::filesystem::path& path);

/// Whether both name the same file in the same folder, which must exist.
bool is_same_place(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace logprobs::system
