// Judges and shows each answer, without touching the outside world.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/messages.hpp"
#include "app/shown.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"

namespace logprobs::app {

/// Judges all that the options ask for. `done`: the answer is finished.
void judge(const Answer& answer, const cli::Options& options, bool done, Report& report);

/// Where answers come from. Messages name a line only in files, where it can be looked up.
enum class Origin { files, server };

/// Turns answers into `shown`, which its owner may take or clear at any time. `interrupted` says
/// that the user ended the run, and so needs no message that an answer is cut off.
class Presenter {
 public:
  Presenter(const cli::Options& options, View& view, Origin origin)
      : options_(options), view_(view), origin_(origin) {
    course_.found_fields.resize(options.show_fields.size());
  }

  Shown shown;

  /// Returns a better sentence about an answer that failed: more is known about a request than its
  /// response says. May be absent.
  std::function<std::string(const Answer&, const std::string& sentence)> explain;
  /// Returns a message without what none may contain. May be absent.
  std::function<std::string(const std::string&)> redact;

  /// Calls `put` whenever `shown` has much text of an answer that is not shown to its end.
  void let_put(std::function<void()> put) {
    view_.take_part = [put = std::move(put)](std::string&) { put(); };
  }
  void begin() { view_.begin(shown.out); }
  /// Shows what a reader has found: one of the three below.
  void take(Event event, const Answer& answer, const Problem& problem, bool interrupted);
  /// The same for what was found and judged before, which it uses up.
  void take(Found& found);
  /// Shows what is new of an answer that has begun or grown.
  void grow(const Answer& answer);
  /// Shows a finished answer, checks the gates, and adds its messages.
  void finish(const Answer& answer, bool interrupted = false);
  /// Reports what was skipped in the source of `answer`, the reader's current one.
  void skip(const Answer& answer, const Problem& problem, bool interrupted = false);
  /// Counts what was skipped.
  void count_broken();
  /// Reports what is wrong with a whole source: `problem` is a phrase.
  void fail(std::string_view source, const std::string& problem, ExitCode code);
  /// Adds a line of the program's own, made visible, to a view that has such lines.
  void remark(std::string_view line) { view_.remark(visible(line), shown.out); }
  /// Closes the view.
  void end() { view_.end(shown.out); }

  /// Sentences: which fields of --show-field no answer has, if there were answers.
  /// None with --quiet.
  std::vector<std::string> missing_fields() const;
  const Course& course() const { return course_; }
  /// Adds that of the answers that come next, which another presenter has shown.
  void add(const Course& course) { course_.add(course); }
  /// True when something was skipped that could not be read.
  bool lost_something() const { return course_.lost_something; }
  /// True when there were answers, and each came whole from a server that did not refuse.
  bool all_whole() const {
    return course_.saw_answer && course_.all_whole && !course_.is_open && !course_.lost_something;
  }

 private:
  void finish_judged(const Answer& answer, bool interrupted);
  ExitCode check_gates(const Answer& answer);
  void note_fields(const Answer& answer);
  void show(const Answer& answer, ExitCode code, bool interrupted);
  ExitCode count_fault(ExitCode code, std::size_t& count);
  void say(std::string_view source, const Place& place, const std::string& what,
           const std::string& gist = {});
  Place place_of(const Answer& answer) const;
  const cli::FilePart* part_of(std::string_view source) const;
  std::string redacted(const std::string& text) const { return redact ? redact(text) : text; }

  const cli::Options& options_;
  View& view_;
  Origin origin_;
  Report report_;
  Course course_;
};

}  // namespace logprobs::app
