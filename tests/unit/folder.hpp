// A scratch folder for tests, and the contents of its files.
#pragma once

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace logprobs::test {

/// A fresh folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "logprobs_test.XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return path_ / name; }
  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(path_), {});
  }
  /// Writes a file that only its owner can read; returns its path.
  std::string file(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name) << text;
    chmod((path_ / name).c_str(), 0600);
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string contents(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(name).rdbuf();
  return text.str();
}

inline unsigned mode_of(const std::string& name) {
  struct stat known {};
  stat(name.c_str(), &known);
  return known.st_mode & 07777U;
}

}  // namespace logprobs::test
