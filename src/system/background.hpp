// Asks the terminal for the colour of its background.
#pragma once

#include <termios.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// A question to the terminal, whose answer comes as if it were typed. An answer that comes late is
/// taken too, so that it never shows; until then the terminal echoes nothing.
class BackgroundQuery {
 public:
  using Clock = std::chrono::steady_clock;

  BackgroundQuery() = default;
  BackgroundQuery(const BackgroundQuery&) = delete;
  BackgroundQuery& operator=(const BackgroundQuery&) = delete;
  /// Waits a little for a late answer, drops it, and leaves the terminal as it was.
  ~BackgroundQuery();

  /// Whether the terminal that `descriptor` is open on has a dark background. None if it does not
  /// say so in time, if this process is not in its foreground, or if something is typed already,
  /// which is not to be taken.
  std::optional<bool> is_dark(int descriptor, std::chrono::milliseconds most);

  /// Takes what has come of a late answer, and leaves the terminal as it was as soon as that is
  /// whole, or a second after the question. Waits for nothing; to be called now and then.
  void attend(Clock::time_point now = Clock::now());

 private:
  bool open(int descriptor);
  void restore(int when);
  void read_answer(Clock::time_point end);

  int terminal_ = -1;  // while its answer may come
  termios before_{};
  Clock::time_point asked_{};
  std::string answer_{};
};

/// Whether the colour in a terminal's answer to OSC 11 (xterm's ctlseqs) is dark; none if there is
/// no colour in it.
std::optional<bool> is_dark_answer(std::string_view answer);

}  // namespace logprobs::system
