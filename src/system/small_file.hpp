// Files that options name: a key, a header, a system message.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::system {

/// A file that was read, and whether others than its owner could have.
struct SmallFile {
  std::string text;
  bool open_to_others = false;
};

/// Whether a last symbolic link in a file's name is followed.
enum class Links { follow, refuse };

/// Reads the file that `option` names, at most 16 MiB. What stands for an open descriptor, such as
/// /dev/fd/63 of `<(command)`, is that descriptor. Throws Error{usage}, which names both.
SmallFile read_small_file(std::string_view option, const std::string& name, Links links);

/// The one line of such a file, without its end. Throws Error{usage} when it is empty or has more.
std::string single_line(std::string_view option, const std::string& name, std::string text);

}  // namespace logprobs::system
