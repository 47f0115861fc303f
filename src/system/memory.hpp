// How the process takes memory, and gives it back.
#pragma once

#include <cstddef>
#include <memory>

namespace logprobs::system {

/// From now on memory of `large` bytes or more goes back to the system as soon as it is freed.
/// Otherwise glibc keeps it for the thread that had it, and there may be many.
void give_memory_back(std::size_t large);

/// Has the system give large pages (2 MiB) for what of this memory was not used yet, where it has
/// them. The first use of a page takes the same time however large it is, and on a virtual machine
/// that is long. All of a page counts as used once a byte of it is.
void prefer_large_pages(void* memory, std::size_t size);

/// Makes the next memory that this thread takes come in large pages, as long as this lives; but not
/// where address space is limited, of which that takes some.
class LargePages {
 public:
  /// How much more this may take at once, in bytes. Together they must be less than what
  /// give_memory_back() calls large, or there are no large pages.
  static constexpr std::size_t most_added = std::size_t{256} << 10;

  /// `size`: of that memory, in bytes; rounded down to whole pages.
  explicit LargePages(std::size_t size) noexcept;

 private:
  std::unique_ptr<char[]> before_;  // ends where the first page begins, and is not used
};

}  // namespace logprobs::system
