// Writes what a Presenter has, in order.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "app/presenter.hpp"
#include "app/tally.hpp"
#include "logprobs/error.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Writes text, then the messages about it, alike ones only once; keeps the worst exit code, and
/// counts answers that trip a gate. Throws what Output::write() throws.
class Writer {
 public:
  /// `judges_all`: even if nobody reads the view any more, the run goes on to its end, to judge the
  /// gates.
  Writer(system::Output& output, bool judges_all);

  /// Called before a message, or text on a terminal, is written. May be absent.
  std::function<void()> make_way{};
  /// Takes messages in place of standard error, where they would be in the way. May be absent.
  std::function<void(std::string)> hear{};
  /// Whether somebody stopped the run, as SIGINT does. May be absent.
  std::function<bool()> is_stopped{};

  /// Writes `shown` and clears it.
  void put(Shown& shown) { put(std::span(&shown, 1)); }
  /// The same for several, of which texts that no message parts are written at once.
  void put(std::span<Shown> several);
  /// Writes how many messages about the source were left out because they are like others.
  void end_source();
  /// Writes a message.
  void tell(std::string message) const;
  /// Counts a reason for this exit code.
  void count(ExitCode code) { code_ = worse(code_, code); }
  /// Says what failed without notice and which gate tripped first; returns the worst of all codes,
  /// or that of an interruption.
  ExitCode end();

  /// What all came to that was put, without its text: the worst code, and all that is counted.
  Shown sums() const;
  /// Shown::lone, if it was put since this was asked last.
  std::optional<Problem> take_lone() { return std::exchange(lone_, std::nullopt); }
  /// How many responses failed and pieces could not be read.
  std::size_t faults() const { return faults_; }
  /// True if what is on the terminal does not end with a line end.
  bool in_line() const { return in_line_; }
  /// True when nothing more need be shown: the output's reader went away (`| head`).
  bool needs_no_more() const { return output_.closed() && !judges_all_; }
  /// True when a signal came, or somebody stopped the run.
  bool is_interrupted() const;
  /// True when nothing more need be shown, or the run is interrupted.
  bool stopped() const { return is_interrupted() || needs_no_more(); }

 private:
  void add(Shown& shown);
  void flush();
  void say(const Message& message) const;

  system::Output& output_;
  bool on_terminal_;
  bool judges_all_;
  std::string text_;  // what was added and is still to be written
  Tally tally_;
  ExitCode code_ = ExitCode::ok;
  std::size_t trips_ = 0;
  std::size_t failed_ = 0, broken_ = 0, faults_ = 0;  // as in Shown
  bool in_line_ = false;
  std::string first_trip_;
  std::optional<Problem> lone_;
};

/// Finds the next thing in the bytes that `reader` has, shows it, and writes messages or much text.
Event take_next(Reader& reader, Presenter& presenter, Writer& writer);

/// Shows what is in the bytes that `reader` has. True if it needs more bytes; false at the source's
/// end, or when nothing more need be shown. A signal stops it, unless `despite_signal`.
bool drain(Reader& reader, Presenter& presenter, Writer& writer, bool despite_signal = false);

/// Ends the view's output; returns the run's exit code.
ExitCode end(Presenter& presenter, Writer& writer);

}  // namespace logprobs::app
