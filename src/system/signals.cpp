#include "system/signals.hpp"

#include <sys/select.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace logprobs::system {
namespace {

constexpr std::array watched = {SIGINT, SIGTERM, SIGHUP};

// A signal handler reaches nothing but globals. Other threads read these; they are lock-free so
// that the handlers may write them.
std::atomic<int> signal_that_came = 0;
std::atomic<bool> patience_over = false;
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

constexpr unsigned patience = 1;  // seconds

void note_signal(int signal) {
  signal_that_came = signal;
  alarm(patience);
}

/// The next alarm interrupts a call that was only about to wait at this one.
void note_alarm(int /*signal*/) {
  patience_over = true;
  alarm(patience);
}

/// Waits until `descriptor` (-1: none) can be read or time is up. False if a signal came.
bool wait_on(int descriptor, const timespec* limit) {
  // Blocked until the wait begins, for a signal just before it would be missed.
  const sigset_t blocked = watched_signals();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  while (received_signal() == 0) {
    fd_set set;
    FD_ZERO(&set);
    if (descriptor >= 0) FD_SET(descriptor, &set);
    if (pselect(descriptor + 1, &set, nullptr, nullptr, limit, &before) >= 0) break;
    if (errno != EINTR) break;  // the read will report it
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return received_signal() == 0;
}

}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  // No SA_RESTART: a signal must end a waiting read. SA_RESETHAND: the second one ends the process.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : watched) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    // What the caller has ignored (nohup, a script's background job) stays ignored.
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  action.sa_handler = note_alarm;
  action.sa_flags = 0;
  sigaction(SIGALRM, &action, nullptr);
  sigset_t alarms;
  sigemptyset(&alarms);
  sigaddset(&alarms, SIGALRM);
  pthread_sigmask(SIG_UNBLOCK, &alarms, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : watched) sigaddset(&set, signal);
  return set;
}

int received_signal() { return signal_that_came; }

bool is_patience_over() { return patience_over; }

ExitCode signal_code() {
  return received_signal() == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
}

SignalsElsewhere::SignalsElsewhere() : before_() {
  sigset_t set = watched_signals();
  for (const int signal : {SIGALRM, SIGWINCH, SIGTSTP, SIGCONT}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

SignalsElsewhere::~SignalsElsewhere() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

bool wait_readable(int descriptor) {
  if (descriptor >= FD_SETSIZE) return received_signal() == 0;  // more than select() supports
  return wait_on(descriptor, nullptr);
}

bool wait_for(std::chrono::milliseconds time) {
  const timespec limit{time.count() / 1000, time.count() % 1000 * 1'000'000};
  return wait_on(-1, &limit);
}

}  // namespace logprobs::system
