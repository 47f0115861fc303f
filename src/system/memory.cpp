#include "system/memory.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

#include <cstdint>
#include <new>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace logprobs::system {
namespace {

constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20;
constexpr std::size_t header = 64;                     // more than glibc puts around memory
constexpr std::size_t probe = std::size_t{128} << 10;  // more than is likely to be free elsewhere
static_assert(probe + 2 * header < LargePages::most_added);

std::uintptr_t round_up(std::uintptr_t address) {
  return (address + large_page - 1) / large_page * large_page;
}

std::uintptr_t address_of(const void* memory) { return reinterpret_cast<std::uintptr_t>(memory); }

std::unique_ptr<char[]> take(std::size_t size) {
  return std::unique_ptr<char[]>(new (std::nothrow) char[size]);
}

/// Whether what is not used counts too, as with `ulimit -v`.
bool is_address_space_limited() {
  rlimit limit{};
  return getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

}  // namespace

void give_memory_back([[maybe_unused]] std::size_t large) {
#ifdef __GLIBC__
  // If the first is not set, glibc raises both when such memory is freed, up to 32 and 64 MB. If
  // the second is not, small memory goes back and forth.
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(large));
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * large));
#endif
}

void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) {
#ifdef MADV_HUGEPAGE
  const std::size_t before = round_up(address_of(memory)) - address_of(memory);
  if (before < size) madvise(static_cast<char*>(memory) + before, size - before, MADV_HUGEPAGE);
#endif
}

// glibc hands out one piece of memory after another, and then again what is freed here. The system
// must be told before a page is used for the first time, even by glibc's own notes.
LargePages::LargePages(std::size_t size) noexcept {
  size -= size % large_page;
  if (size == 0 || is_address_space_limited()) return;
  const std::uintptr_t next = address_of(take(probe).get());
  if (next == 0) return;
  const std::uintptr_t begin = round_up(next + probe + header);
  before_ = take(begin - header - next);
  const std::unique_ptr<char[]> pages = take(size + 2 * header);
  const std::uintptr_t at = address_of(pages.get());
  if (at <= begin && begin - at <= header) prefer_large_pages(pages.get(), size + header);
}

}  // namespace logprobs::system
