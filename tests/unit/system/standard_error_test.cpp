#include "system/standard_error.hpp"

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

#include "catch.hpp"

using namespace logprobs::system;

namespace {

constexpr int ticks_before_reading = 5;

// A signal handler reaches nothing but globals.
volatile std::sig_atomic_t ticks = 0;
volatile std::sig_atomic_t reading_end = -1;

/// Interrupts a write that waits for room in the pipe, and makes room at last.
void tick(int /*signal*/) {
  ticks = ticks + 1;
  if (ticks < ticks_before_reading) return;
  std::array<char, 8192> room;
  (void)!read(reading_end, room.data(), room.size());
}

void set_timer(int microseconds) {
  const timeval time{0, microseconds};
  const itimerval timer{time, time};
  setitimer(ITIMER_REAL, &timer, nullptr);
}

/// Writes until the pipe is full.
void fill(int descriptor) {
  const std::string block(4096, 'x');
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  while (write(descriptor, block.data(), block.size()) > 0) {
  }
  fcntl(descriptor, F_SETFL, 0);
}

std::string rest_of(int descriptor) {
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  std::string text;
  std::array<char, 4096> room;
  for (ssize_t size = 0; (size = read(descriptor, room.data(), room.size())) > 0;) {
    text.append(room.data(), static_cast<std::size_t>(size));
  }
  return text;
}

/// What a full pipe got of "all of it" that is printed to it, while signals interrupt the write and
/// others read. `flags`: of the pipe.
std::string printed_to_full_pipe(int flags) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  fill(ends[1]);
  if (flags != 0) fcntl(ends[1], F_SETFL, flags);
  reading_end = ends[0];
  ticks = 0;
  const int saved = dup(STDERR_FILENO);
  dup2(ends[1], STDERR_FILENO);
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = tick;  // no SA_RESTART: the write is interrupted
  sigaction(SIGALRM, &action, &before);
  set_timer(1000);
  print_text("all of it");
  set_timer(0);
  sigaction(SIGALRM, &before, nullptr);
  dup2(saved, STDERR_FILENO);
  close(saved);
  const std::string rest = rest_of(ends[0]);
  close(ends[0]);
  close(ends[1]);
  return rest;
}

}  // namespace

TEST_CASE("a signal that interrupts the write loses nothing") {
  CHECK(printed_to_full_pipe(0).ends_with("all of it"));
}

TEST_CASE("a full standard error that does not block loses nothing") {
  CHECK(printed_to_full_pipe(O_NONBLOCK).ends_with("all of it"));
}

TEST_CASE("a standard error that cannot be written stops nothing") {
  const int saved = dup(STDERR_FILENO);
  const int unwritable = open("/dev/null", O_RDONLY);
  dup2(unwritable, STDERR_FILENO);
  print_text("nobody reads this");
  dup2(saved, STDERR_FILENO);
  close(saved);
  close(unwritable);
  SUCCEED();
}
