// Has large memory come in large pages. The other forms of these operators call these.

#include <cstdlib>
#include <new>

#include "system/memory.hpp"

void* operator new(std::size_t size) {
  constexpr std::size_t large = std::size_t{4} << 20;
  for (;;) {
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
      if (size >= large) logprobs::system::prefer_large_pages(memory, size);
      return memory;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept { std::free(memory); }

void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
