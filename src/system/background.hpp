// Asks the terminal for the colour of its background.
#pragma once

#include <termios.h>

#include <chrono>
#include <optional>
#include <string_view>

namespace logprobs::system {

/// A question to the terminal, whose answer comes as if it were typed. Until the object's end an
/// answer that comes late is taken too, so that it never shows.
class BackgroundQuery {
 public:
  BackgroundQuery() = default;
  BackgroundQuery(const BackgroundQuery&) = delete;
  BackgroundQuery& operator=(const BackgroundQuery&) = delete;
  /// Drops a late answer, and leaves the terminal as it was.
  ~BackgroundQuery();

  /// Whether the terminal that `descriptor` is open on has a dark background. None if it does not
  /// say so in time, if this process is not in its foreground, or if something is typed already,
  /// which is not to be taken.
  std::optional<bool> is_dark(int descriptor, std::chrono::milliseconds most);

 private:
  bool open(int descriptor);
  void restore(int when);

  int terminal_ = -1;  // while its answer may come
  termios before_{};
};

/// Whether the colour in a terminal's answer to OSC 11 (xterm's ctlseqs) is dark; none if there is
/// no colour in it.
std::optional<bool> is_dark_answer(std::string_view answer);

}  // namespace logprobs::system
