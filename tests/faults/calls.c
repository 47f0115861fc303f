// Preloaded, it makes a system call of the program fail: of those named FAIL_CALL the one whose
// number, counted from main(), is in FAIL_NUMBER, with the errno in FAIL_ERRNO; and FAIL_TIMES in a
// row, if that is set. FAIL_ERRNO=0 makes a read or a write short: one byte. At the end it writes
// how many there were into the file that COUNT_CALLS names, a line for each name.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "around_main.h"

static const char* const names[] = {"read", "write", "open", "rename", "close", "fsync", "fchmod"};
enum { READ, WRITE, OPEN, RENAME, CLOSE, FSYNC, FCHMOD, CALLS };
static unsigned long counts[CALLS];
static int counting;

static unsigned long number_in(const char* name, unsigned long otherwise) {
  const char* const text = getenv(name);
  return text == NULL ? otherwise : strtoul(text, NULL, 10);
}

// Whether this call is to fail; then errno is set.
static int fails(int call) {
  static int error;
  static unsigned long first, last;
  static const char* name;
  if (!counting) return 0;
  const unsigned long number = ++counts[call];
  if (name == NULL) {
    name = getenv("FAIL_CALL");
    if (name == NULL) name = "";
    first = number_in("FAIL_NUMBER", 0);
    last = first + number_in("FAIL_TIMES", 1) - 1;
    error = (int)number_in("FAIL_ERRNO", 0);
  }
  if (strcmp(name, names[call]) != 0 || number < first || number > last) return 0;
  errno = error;
  return 1;
}

ssize_t read(int file, void* bytes, size_t size) {
  if (fails(READ)) {
    if (errno != 0) return -1;
    if (size > 1) size = 1;
  }
  return syscall(SYS_read, file, bytes, size);
}

ssize_t write(int file, const void* bytes, size_t size) {
  if (file != STDERR_FILENO && fails(WRITE)) {
    if (errno != 0) return -1;
    if (size > 1) size = 1;
  }
  return syscall(SYS_write, file, bytes, size);
}

static int opened(const char* name, int flags, mode_t mode) {
  return fails(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}

int open(const char* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? (mode_t)va_arg(more, int) : 0;
  va_end(more);
  return opened(name, flags, mode);
}

int open64(const char* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? (mode_t)va_arg(more, int) : 0;
  va_end(more);
  return opened(name, flags, mode);
}

int rename(const char* from, const char* to) {
  return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int close(int file) {
  const int failed = fails(CLOSE);
  const int error = errno;
  const int result = (int)syscall(SYS_close, file);  // Linux closes it in any case
  if (failed) errno = error;
  return failed ? -1 : result;
}

int fsync(int file) { return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, file); }

int fchmod(int file, mode_t mode) {
  return fails(FCHMOD) ? -1 : (int)syscall(SYS_fchmod, file, mode);
}

static void before_main(void) { counting = 1; }

static void after_main(void) {
  counting = 0;
  const char* const name = getenv("COUNT_CALLS");
  FILE* const file = name == NULL ? NULL : fopen(name, "w");
  if (file == NULL) return;
  for (int i = 0; i < CALLS; ++i) fprintf(file, "%s %lu\n", names[i], counts[i]);
  fclose(file);
}
