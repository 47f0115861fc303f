// Preloaded, it makes an allocation of the program fail: the one whose number, counted from the
// making of its globals, is in FAIL_ALLOCATION, and all after it too if FAIL_MORE is set, even after
// main(). At main()'s end it writes how many there were into the file that COUNT_ALLOCATIONS names.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "around_main.h"

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void* __libc_memalign(size_t alignment, size_t size);

static atomic_ulong count;
static atomic_int counting;
static unsigned long failing;
static int more;

static int fails(void) {
  if (!atomic_load(&counting)) return 0;
  const unsigned long number = atomic_fetch_add(&count, 1) + 1;
  if (failing == 0 || (more ? number < failing : number != failing)) return 0;
  errno = ENOMEM;
  return 1;
}

void* malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void* calloc(size_t number, size_t size) { return fails() ? NULL : __libc_calloc(number, size); }
void* realloc(void* memory, size_t size) { return fails() ? NULL : __libc_realloc(memory, size); }
void* memalign(size_t alignment, size_t size) {
  return fails() ? NULL : __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** memory, size_t alignment, size_t size) {
  *memory = memalign(alignment, size);
  return *memory == NULL ? ENOMEM : 0;
}

static void before_main(void) {}

static void after_main(void) {
  const char* const name = getenv("COUNT_ALLOCATIONS");
  const int file = name == NULL ? -1 : open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  char text[32];
  if (file < 0) return;
  const int size = snprintf(text, sizeof text, "%lu", atomic_load(&count));
  if (write(file, text, (size_t)size) != size) _exit(99);
  close(file);
}

__attribute__((constructor)) static void begin_counting(void) {
  const char* const number = getenv("FAIL_ALLOCATION");
  failing = number == NULL ? 0 : strtoul(number, NULL, 10);
  more = getenv("FAIL_MORE") != NULL;
  atomic_store(&counting, 1);
}
