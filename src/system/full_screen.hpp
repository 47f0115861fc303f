// The terminal as a whole screen, for keys and for drawing.
#pragma once

#include <termios.h>

#include <array>
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// What ended a wait.
enum class Wake {
  key,     ///< something was typed: read()
  resize,  ///< the size may have changed, or what was drawn is lost: everything is to be drawn
           ///< again
  other,   ///< the other descriptor can be read, or has ended
  time,    ///< nothing came in time
  signal,  ///< received_signal() says which
  gone,    ///< the terminal is gone
};

/// The size of a terminal in cells.
struct TerminalSize {
  int columns = 80;
  int rows = 24;

  bool operator==(const TerminalSize&) const = default;
};

/// Takes the terminal over: keys come as they are typed, the alternate screen is shown, without a
/// cursor, and rows that are too wide do not wrap. Every way out gives it back as it was: leave(),
/// the destructor, signals that stop or end the process, and restore_terminal(). There is one at a
/// time, and no BackgroundQuery, which would give the terminal back on its own. Threads are to
/// begin under SignalsElsewhere.
class FullScreen {
 public:
  /// Opens /dev/tty; throws Error{failed} if there is none.
  FullScreen();
  /// The same for an open terminal, which this closes.
  explicit FullScreen(int descriptor);
  ~FullScreen() { leave(); }
  FullScreen(const FullScreen&) = delete;
  FullScreen& operator=(const FullScreen&) = delete;

  /// What can be read when something was typed; -1 after leave().
  int descriptor() const { return descriptor_; }
  /// 80 by 24 where the terminal does not say.
  TerminalSize size() const;
  /// Waits for one of these; `other` -1: no other descriptor. If the process is stopped meanwhile,
  /// the terminal is given back before, and taken over again afterwards.
  Wake wait(int other, std::optional<std::chrono::milliseconds> most);
  /// Appends what was typed, without waiting. False if the terminal is gone.
  bool read(std::string& bytes);
  /// Writes all of `bytes`, however slow the terminal is. False if it is gone, or if a signal that
  /// ends the run came before all was written.
  bool write(std::string_view bytes);
  /// Whether the terminal tells where the mouse is pressed. Its text can then not be selected.
  void set_mouse(bool on);
  /// What Ctrl-Z does elsewhere: gives the terminal back, stops all processes of this job, and
  /// takes it over again when they go on. Everything is then to be drawn again.
  void suspend();
  /// Gives the terminal back for good. Also if it is gone, or was left already.
  void leave() noexcept;

 private:
  void watch();
  void enter();
  void stop(bool whole_job);
  std::optional<Wake> noted();
  std::optional<Wake> wait_once(int other, const timespec* limit);

  int descriptor_;
  bool is_gone_ = false;
  bool has_mouse_ = false;
  termios before_{};
  std::array<struct sigaction, 9> actions_{};  // those that watch() replaced
};

/// Gives the terminal back if a FullScreen has it, for ends that run no destructor. May be called
/// in a signal handler.
void restore_terminal() noexcept;

}  // namespace logprobs::system
