// Judges and shows each response, without touching the outside world.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"

namespace logprobs::app {

/// What one response, or several in a row, come to. A Writer puts it out.
struct Shown {
  std::string out{};                ///< the view's text
  std::vector<std::string> said{};  ///< messages about it; they follow the text
  ExitCode code = ExitCode::ok;     ///< the worst of all
  std::size_t trips = 0;            ///< responses that trip a gate
  std::string first_trip{};         ///< what tripped it in the first of them

  /// Keeps the memory.
  void clear();
};

/// Where responses come from: only in files can lines be looked up.
enum class Origin { files, server };

/// Turns responses into `shown`, which its owner may take or clear at any time. `interrupted` says
/// that the user ended the run, and so needs no message that a response is cut off.
class Presenter {
 public:
  Presenter(const cli::Options& options, View& view, Origin origin)
      : options_(options), view_(view), origin_(origin) {}

  Shown shown;

  /// Improves the sentence about a response that failed: whoever asks a server knows more than the
  /// response says. May be absent.
  std::function<std::string(const Answer&, const std::string& sentence)> explain;
  /// Removes what no message may contain. May be absent.
  std::function<std::string(const std::string&)> redact;

  void begin() { view_.begin(shown.out); }
  /// Shows a response that began or went on.
  void grow(const Answer& answer);
  /// Shows a finished response.
  void finish(const Answer& answer, bool interrupted = false);
  /// Reports what was skipped in the source of `answer`.
  void skip(const Answer& answer, const Problem& problem, bool interrupted = false);
  /// Reports what is wrong with a whole source.
  void fail(std::string_view source, const std::string& problem, ExitCode code);
  /// Closes the view.
  void end() { view_.end(shown.out); }

  /// True when something was skipped that could not be read.
  bool lost_something() const { return lost_something_; }
  /// True when there were responses, and each came whole from a server that did not refuse.
  bool all_whole() const { return saw_answer_ && all_whole_ && !is_open_ && !lost_something_; }

 private:
  ExitCode check_gates(const Answer& answer);
  void show(const Answer& answer, ExitCode code, bool interrupted);
  void say(const std::string& where, const std::string& what);
  std::string place_of(const Answer& answer) const;
  std::string redacted(const std::string& text) const { return redact ? redact(text) : text; }

  const cli::Options& options_;
  View& view_;
  Origin origin_;
  Report report_;
  bool saw_answer_ = false;
  bool is_open_ = false;  // one has begun and is not finished
  bool all_whole_ = true;
  bool lost_something_ = false;
};

}  // namespace logprobs::app
