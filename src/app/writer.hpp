// Writes what responses come to, in order.
#pragma once

#include <cstddef>
#include <string>

#include "app/presenter.hpp"
#include "logprobs/error.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Writes text, then says the messages about it; folds exit codes and counts gates that tripped.
class Writer {
 public:
  /// `judges_all`: the run goes on to its end for the sake of a gate, even if nobody reads the
  /// view.
  Writer(system::Output& output, bool judges_all) : output_(output), judges_all_(judges_all) {}

  /// Puts out `shown` and clears it.
  void put(Shown& shown);
  void count(ExitCode code) { code_ = worse(code_, code); }
  /// Says which gate tripped first; returns the worst of all codes, or that of a signal.
  ExitCode end();

  /// True when nothing more need be shown: the reader of the output went away (`| head`).
  bool needs_no_more() const { return output_.closed() && !judges_all_; }
  /// The same, or a signal came.
  bool stopped() const;

 private:
  system::Output& output_;
  bool judges_all_;
  ExitCode code_ = ExitCode::ok;
  std::size_t trips_ = 0;
  std::string first_trip_;
};

/// Shows what the reader has, as it comes; false at the source's end, or when nothing more need be
/// shown. `despite_signal`: what came before a signal is shown to its end.
bool drain(Reader& reader, Presenter& presenter, Writer& writer, bool despite_signal = false);

/// Closes the view; returns the run's exit code.
ExitCode end(Presenter& presenter, Writer& writer);

}  // namespace logprobs::app
