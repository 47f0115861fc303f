// Reads the small files that options name: a key, a header, a system message; and the config.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// A file's text, and whether users other than its owner can read it.
struct SmallFile {
  std::string text;
  bool open_to_others = false;
};

/// Whether a file that is a symbolic link is followed.
enum class Links { follow, refuse };

/// Reads the file that `option` names, at most 16 MiB. A name such as /dev/fd/63, from
/// `<(command)`, means that open descriptor. Throws Error{usage}, which names both, if that fails,
/// and Error with a signal's code if one comes meanwhile.
SmallFile read_small_file(std::string_view option, const std::string& name, Links links);

/// Reads a file that need not be there: absent then. It waits for nobody, so a pipe or a device
/// with a name is refused, but for /dev/null and open descriptors. At most 1 MiB. Throws
/// Error{usage}, which begins with `before` and the name, if it cannot be read.
std::optional<std::string> read_if_there(std::string_view before, const std::string& name);

/// The only line of `text`, the text of such a file, without its line end. Throws Error{usage} if
/// it is empty, or if there are more lines.
std::string single_line(std::string_view option, const std::string& name, std::string text);

}  // namespace logprobs::system
