// What is done with responses wherever they come from: judged, shown, spoken of, and counted in the
// exit code.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/error.hpp"
#include "logprobs/options.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"
#include "output.hpp"

namespace logprobs {

class Session {
 public:
  Session(const Options& options, View& view, Output& output)
      : options_(options), view_(view), output_(output) {}

  /// Asked for another sentence when something is told to be wrong: who asks a server knows more
  /// than the response says. `State::open` stands for what was no response at all.
  std::function<std::string(State, const std::string& sentence)> explain;

  void begin() { view_.begin(out_); }
  /// Shows what the reader has; false at the source's end, or when nothing more need be shown.
  /// `despite_signal`: what came before a signal is shown to its end.
  bool drain(Reader& reader, bool despite_signal = false);
  /// Shows a finished response; it counts as `code`.
  void finish(const Answer& answer, ExitCode code);
  /// Says what was wrong with a whole source.
  void fail(std::string_view source, const std::string& problem, ExitCode code);
  /// Writes what was made.
  void flush() { output_.write(out_); }
  /// Closes the view; returns the worst of all codes, or that of the signal that came.
  ExitCode end();

  /// True when nothing more need be made: a signal came, or the reader of the output went away.
  bool stopped() const;
  /// How the response shown last ended; `open` before the first one, and behind what was broken.
  State last_state() const { return last_state_; }

 private:
  void skip(const Reader& reader);
  std::string place_of(std::string_view source, const Place& place) const;
  void tell(const std::string& where, State state, const std::string& sentence) const;

  const Options& options_;
  View& view_;
  Output& output_;
  Report report_;
  std::string out_;
  ExitCode code_ = ExitCode::ok;
  State last_state_ = State::open;
};

/// What a run ends with when a signal came.
ExitCode signal_code();

}  // namespace logprobs
