#include "system/new_thread.hpp"

#ifdef __linux__

#include <pthread.h>
#include <sched.h>

#include <future>
#include <thread>

#include "catch.hpp"

using namespace logprobs::system;

namespace {

cpu_set_t allowed(pthread_t thread) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  pthread_getaffinity_np(thread, sizeof cores, &cores);
  return cores;
}

/// Whether a new thread runs, and may then use the same cores as this one.
bool is_as_free() {
  std::promise<void> end;
  std::thread thread([&end] { end.get_future().wait(); });
  begin_on_other_core(thread);
  const cpu_set_t here = allowed(pthread_self()), there = allowed(thread.native_handle());
  end.set_value();
  thread.join();
  return CPU_COUNT(&there) > 0 && CPU_EQUAL(&here, &there);
}

}  // namespace

TEST_CASE("a new thread may still use each core", "[system]") { CHECK(is_as_free()); }

TEST_CASE("a new thread begins where there is one core", "[system]") {
  bool is = false;
  std::thread([&is] {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    is = pthread_setaffinity_np(pthread_self(), sizeof one, &one) == 0 && is_as_free();
  }).join();
  CHECK(is);
}

#endif
