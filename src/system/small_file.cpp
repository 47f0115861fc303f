#include "system/small_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>

#include "logprobs/error.hpp"
#include "system/descriptors.hpp"
#include "system/input.hpp"

namespace logprobs::system {
namespace {

constexpr std::size_t largest = std::size_t{16} << 20;

[[noreturn]] void fail(std::string_view option, const std::string& name, std::string_view why) {
  usage_error(fmt::format("{}: {} {}", option, name.empty() ? "a file without a name" : name, why));
}

int open_file(const std::string& name, Links links) {
  if (const auto known = named_descriptor(name)) return fcntl(*known, F_DUPFD_CLOEXEC, 3);
  return open(name.c_str(), O_RDONLY | O_CLOEXEC | (links == Links::refuse ? O_NOFOLLOW : 0));
}

bool is_null_device(const struct stat& file) {
  struct stat null {};
  return S_ISCHR(file.st_mode) && stat("/dev/null", &null) == 0 && null.st_rdev == file.st_rdev;
}

/// Why a file that is open cannot be a config, as a phrase; empty if it can.
std::string_view other_kind(int descriptor, bool is_named_descriptor) {
  struct stat file {};
  if (fstat(descriptor, &file) != 0 || S_ISREG(file.st_mode) || is_null_device(file)) return {};
  if (S_ISDIR(file.st_mode)) return "is a directory, and not a file";
  if (is_named_descriptor && S_ISFIFO(file.st_mode)) return {};
  return "is a pipe or a device, and not a file";
}

}  // namespace

SmallFile read_small_file(std::string_view option, const std::string& name, Links links) {
  const int descriptor = open_file(name, links);
  const int error = errno;
  if (descriptor < 0 && error == ELOOP) fail(option, name, "is a symbolic link");
  Input input(descriptor, error);
  struct stat about {};
  SmallFile result;
  result.open_to_others =
      fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 077U) != 0;
  if (!input.read_all(result.text, largest)) fail(option, name, input.problem());
  return result;
}

std::optional<std::string> read_if_there(std::string_view before, const std::string& name) {
  constexpr std::size_t most = std::size_t{1} << 20;
  const auto refuse = [&](std::string_view why) {
    usage_error(fmt::format("{}{} {}", before, name, why));
  };
  const bool is_open = named_descriptor(name).has_value();
  const int descriptor = is_open ? open_file(name, Links::follow)
                                 : open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  const int error = errno;
  if (descriptor < 0 && (error == ENOENT || error == ENOTDIR)) return std::nullopt;
  Input input(descriptor, error);
  if (descriptor >= 0) {
    const std::string_view why = other_kind(descriptor, is_open);
    if (!why.empty()) refuse(why);
  }
  std::string text;
  if (!input.read_all(text, most)) refuse(input.problem());
  return text;
}

std::string single_line(std::string_view option, const std::string& name, std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) fail(option, name, "is empty");
  if (text.find_first_of("\r\n") != std::string::npos) fail(option, name, "has more than one line");
  return text;
}

}  // namespace logprobs::system
