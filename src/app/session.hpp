// What is done with responses wherever they come from: judged, shown, spoken of, and counted in the
// exit code.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Where responses come from: only in files can lines be looked up.
enum class Origin { files, server };

class Session {
 public:
  Session(const cli::Options& options, View& view, system::Output& output, Origin origin)
      : options_(options), view_(view), output_(output), origin_(origin) {}

  /// Asked for a better sentence about a response that is not as it should be: who asks a server
  /// knows more than the response says.
  std::function<std::string(const Answer&, const std::string& sentence)> explain;

  /// Takes out what no message may have in it; absent: nothing.
  std::function<std::string(const std::string&)> redact;

  void begin() { view_.begin(out_); }
  /// Shows what the reader has; false at the source's end, or when nothing more need be shown.
  /// `despite_signal`: what came before a signal is shown to its end.
  bool drain(Reader& reader, bool despite_signal = false);
  /// Shows a finished response; it counts as `code`.
  void finish(const Answer& answer, ExitCode code);
  /// Says what was wrong with a whole source.
  void fail(std::string_view source, const std::string& problem, ExitCode code);
  void count(ExitCode code) { code_ = worse(code_, code); }
  /// Writes what was made.
  void flush() { output_.write(out_); }
  /// Closes the view; returns the worst of all codes, or that of the signal that came.
  ExitCode end();

  /// True when nothing more need be made: a signal came, or the reader of the output went away and
  /// there is no gate to judge.
  bool stopped() const;
  /// True when something was skipped that could not be read.
  bool lost_something() const { return lost_something_; }
  /// True when there were responses, and each came whole from a server that did not refuse.
  bool all_whole() const { return saw_answer_ && all_whole_ && !is_open_ && !lost_something_; }

 private:
  ExitCode check_gates(const Answer& answer);
  bool needs_no_more() const;
  void show(const Answer& answer, ExitCode code);
  void skip(const Reader& reader);
  void fail_at(const std::string& where, const std::string& problem, ExitCode code);
  std::string place_of(std::string_view source, const Place& place) const;
  void tell(const Answer& answer) const;
  std::string redacted(const std::string& text) const { return redact ? redact(text) : text; }

  const cli::Options& options_;
  View& view_;
  system::Output& output_;
  Origin origin_;
  Report report_;
  std::string out_;
  ExitCode code_ = ExitCode::ok;
  bool saw_answer_ = false;
  bool is_open_ = false;  // one has begun and is not finished
  bool all_whole_ = true;
  bool lost_something_ = false;
  std::size_t trips_ = 0;   // responses that trip a gate
  std::string first_trip_;  // what the first one's first token did
};

}  // namespace logprobs::app
