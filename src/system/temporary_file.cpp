#include "system/temporary_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "system/random.hpp"

namespace logprobs::system {
namespace {

// What ends the program without destructors reaches nothing but globals. --save, --save-response,
// -o and the history have a file each.
std::array<const char*, 4> noted{};

}  // namespace

void note_temporary(const std::string& path) noexcept {
  auto* const free = std::find(noted.begin(), noted.end(), nullptr);
  if (free != noted.end()) *free = path.c_str();
}

void forget_temporary(const std::string& path) noexcept {
  std::replace(noted.begin(), noted.end(), path.c_str(), static_cast<const char*>(nullptr));
}

void remove_temporaries() noexcept {
  for (const char* const path : noted) {
    if (path != nullptr) unlink(path);
  }
}

std::string random_name() { return fmt::format(".logprobs.{:016x}", random_number()); }

// What mkostemp() does, but the kernel applies the umask: reading it means changing it for all
// threads.
int open_new_file(const std::filesystem::path& folder, mode_t mode, std::string& name,
                  const std::function<std::string()>& next_name) {
  constexpr int tries = 100;
  for (int i = 0; i < tries; ++i) {
    name = (folder / next_name()).string();
    const int descriptor = open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

}  // namespace logprobs::system
