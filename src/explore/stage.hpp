// The terminal on which an explorer draws, and from which its keys come.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explore/keys.hpp"
#include "explore/screen.hpp"
#include "system/full_screen.hpp"

namespace logprobs::explore {

/// What a key has the owner of a terminal do, besides drawing the screen anew.
enum class Action {
  draw,     ///< nothing else
  leave,    ///< end, and print the answer by Explorer::view()
  list,     ///< show the list of answers, or the one that is selected in it
  copy,     ///< copy Explorer::copied() to the clipboard
  mouse,    ///< take mouse presses or not: Explorer::wants_mouse()
  suspend,  ///< stop, as Ctrl-Z does
  redraw,   ///< draw all rows, whatever is on the screen
  stop,     ///< stop what is asked for, if anything is
};

/// Draws on a terminal, and reads its keys.
class Stage {
 public:
  explicit Stage(system::FullScreen& terminal);

  /// Draws these rows, of which only those that changed are written. False if the terminal is gone.
  bool draw(const std::vector<std::string>& rows);
  /// Waits for keys, or for `other` to be readable (-1: nothing else); absent `most`: for ever.
  system::Wake wait(int other, std::optional<std::chrono::milliseconds> most = std::nullopt);
  /// What can be read when a key was pressed.
  int descriptor() const { return terminal_.descriptor(); }
  /// How soon wait() is to be called though no key is pressed: a lone Esc is known by what does not
  /// follow it. Absent: it need not.
  std::optional<std::chrono::milliseconds> due() const;
  /// The next key that came; none if there is no more.
  std::optional<Key> next_key() { return keys_.next(); }
  int columns() const { return screen_.columns(); }
  int rows() const { return screen_.rows(); }
  /// Draws all rows the next time, whatever is on the screen.
  void forget() { screen_.forget(); }
  /// Does what Ctrl-Z does elsewhere.
  void suspend();
  void set_mouse(bool on) { terminal_.set_mouse(on); }
  /// Has the terminal put text on the clipboard of the desktop (OSC 52).
  void copy(std::string_view text);

 private:
  void follow_size();

  system::FullScreen& terminal_;
  Screen screen_;
  KeyReader keys_;
  std::chrono::steady_clock::time_point heard_{};  // when a part of a key came, or was waited for
};

}  // namespace logprobs::explore
