#include "system/place.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace logprobs::system {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A file, not followed if it is a link, and the folder that it is in.
struct Placed {
  struct stat file {};
  struct stat folder {};
  bool known = false;

  explicit Placed(const fs::path& path)
      : known(lstat(path.c_str(), &file) == 0 && stat(folder_of(path).c_str(), &folder) == 0) {}
};

/// Whether somebody else may have put this link there to mislead us.
bool is_planted(const fs::path& link) {
  const Placed placed(link);
  constexpr mode_t everybodys = S_ISVTX | S_IWOTH;
  return placed.known && (placed.folder.st_mode & everybodys) == everybodys &&
         placed.file.st_uid != geteuid() && placed.file.st_uid != placed.folder.st_uid;
}

}  // namespace

bool is_special_place(const fs::path& path, Devices devices) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(path, error).parent_path(), error);
  const std::string whole = (folder / path.filename()).string();
  return whole.starts_with("/proc/") || (devices == Devices::all && whole.starts_with("/dev/"));
}

int follow_links(fs::path& path, Devices devices) {
  constexpr int longest_chain = 40;  // as on Linux
  std::error_code error;
  for (int i = 0; i < longest_chain; ++i) {
    if (is_special_place(path, devices) || !fs::is_symlink(path, error)) return 0;
    if (is_planted(path)) return EACCES;
    path = path.parent_path() / fs::read_symlink(path, error);  // an absolute one replaces all
  }
  return ELOOP;
}

bool is_anothers(const fs::path& path) {
  const Placed placed(path);
  const uid_t user = geteuid();
  return placed.known && user != 0 && (placed.folder.st_mode & S_ISVTX) != 0 &&
         placed.file.st_uid != user && placed.folder.st_uid != user;
}

bool is_same_place(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return a.filename() == b.filename() && fs::equivalent(folder_of(a), folder_of(b), error);
}

}  // namespace logprobs::system
