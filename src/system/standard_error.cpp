#include "system/standard_error.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "system/signals.hpp"

namespace logprobs::system {

namespace {

/// Waits until a standard error that does not block, such as a full pipe of another program, takes
/// more; after a signal, for a second at most.
bool has_room_again() {
  constexpr int step = 1000;  // milliseconds
  pollfd place{STDERR_FILENO, POLLOUT, 0};
  for (;;) {
    const int ready = poll(&place, 1, step);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return ready > 0;
    if (is_patience_over()) return false;
  }
}

}  // namespace

void print_text(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    const bool again = written < 0 && ((errno == EINTR && !is_patience_over()) ||
                                       (errno == EAGAIN && has_room_again()));
    if (again) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace logprobs::system
