#include "system/memory.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "catch.hpp"

using namespace logprobs::system;

namespace {

/// Whether the system gives large pages for this byte of memory, if it has them: "hg" among the
/// flags of what it is in. True if the system does not say, or has none.
bool is_in_large_page(const void* memory) {
  if (!std::filesystem::exists("/sys/kernel/mm/transparent_hugepage")) return true;
  const auto at = reinterpret_cast<std::uintptr_t>(memory);
  std::ifstream maps("/proc/self/smaps");
  bool is_here = false;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uintptr_t begin = 0, end = 0;
    char dash = 0;
    if (words >> std::hex >> begin >> dash >> end && dash == '-') {
      is_here = begin <= at && at < end;
    } else if (is_here && line.starts_with("VmFlags:")) {
      return line.find(" hg") != std::string::npos;
    }
  }
  return true;
}

/// Whether the next memory that a new thread takes is in a large page.
bool is_next_in_large_page(std::size_t large, std::size_t size) {
  bool is = false;
  std::thread([&] {
    give_memory_back(large);
    const LargePages pages(size);
    const auto some = std::make_unique_for_overwrite<char[]>(100'000);
    is = is_in_large_page(some.get() + 50'000);
  }).join();
  return is;
}

constexpr std::size_t megabyte = std::size_t{1} << 20;

}  // namespace

TEST_CASE("the next memory of a thread comes in large pages") {
  CHECK(is_next_in_large_page(4 * megabyte + LargePages::most_added, 4 * megabyte));
  CHECK(is_next_in_large_page(2 * megabyte + LargePages::most_added, 2 * megabyte));
}

TEST_CASE("large memory comes in large pages") {
  const auto large = std::make_unique_for_overwrite<char[]>(6 * megabyte);
  CHECK(is_in_large_page(large.get() + 3 * megabyte));
}
