#include "replay.hpp"

#include <fmt/format.h>

#include <csignal>

#include "input.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/read.hpp"
#include "logprobs/terminal.hpp"
#include "messages.hpp"

namespace logprobs {
namespace {

ExitCode exit_code(State state) {
  switch (state) {
    case State::complete:
      return ExitCode::ok;
    case State::refused:
      return ExitCode::refused;
    case State::open:
    case State::cut:
    case State::unusable:
    case State::no_logprobs:
      break;
  }
  return ExitCode::unusable;
}

class Replay {
 public:
  Replay(const Options& options, View& view, Output& output)
      : options_(options), view_(view), output_(output) {}

  ExitCode run() {
    view_.begin(out_);
    for (const std::string& file : options_.replay) {
      if (!stopped()) source(file);
    }
    view_.end(out_);
    output_.write(out_);
    if (received_signal() == SIGINT) return ExitCode::interrupted;
    return received_signal() != 0 ? ExitCode::terminated : code_;
  }

 private:
  static constexpr std::size_t much = std::size_t{1} << 20;  // of output, not to be held any longer

  bool stopped() const { return received_signal() != 0 || output_.closed(); }

  void source(const std::string& file) {
    Input input(file);
    Reader reader({file, options_.from, options_.choice, options_.max_bytes});
    for (bool more = true; more && !stopped();) {
      std::size_t size = 0;
      switch (input.read(reader.space(), size)) {
        case Input::Got::bytes:
          reader.filled(size);
          break;
        case Input::Got::end:
          reader.finish();
          break;
        case Input::Got::signal:
          return;
        case Input::Got::failure:
          return fail(file, input.problem());
      }
      more = drain(reader);
      output_.write(out_);
    }
  }

  /// Shows what the bytes so far hold; false at the source's end.
  bool drain(Reader& reader) {
    while (!stopped()) {
      switch (reader.next()) {
        case Event::needs_bytes:
          return true;
        case Event::end:
          return false;
        case Event::grown:
          judge(reader.answer(), options_.thresholds, report_);
          view_.grow(reader.answer(), report_, out_);
          break;
        case Event::done:
          finish(reader.answer());
          break;
        case Event::broken:
          skip(reader);
          break;
      }
      if (out_.size() >= much) output_.write(out_);
    }
    return false;
  }

  void finish(const Answer& answer) {
    judge(answer, options_.thresholds, report_);
    view_.done(answer, report_, out_);
    const auto said = options_.quiet ? std::vector<std::string>() : warnings(answer, report_);
    if (answer.failure || !said.empty()) {
      output_.write(out_);  // what is said of an answer stands behind it
      print_state(answer, said);
    }
    forget(report_);
    code_ = worse(code_, exit_code(answer.state));
  }

  void skip(const Reader& reader) {
    output_.write(out_);
    print_error(place_name(reader.answer().source, reader.problem().place),
                reader.problem().message);
    code_ = worse(code_, ExitCode::unusable);
  }

  void fail(const std::string& file, const std::string& problem) {
    output_.write(out_);
    print_error(place_name(file, {}), problem);
    code_ = worse(code_, ExitCode::failed);
  }

  const Options& options_;
  View& view_;
  Output& output_;
  Report report_;
  std::string out_;
  ExitCode code_ = ExitCode::ok;
};

}  // namespace

ExitCode replay(const Options& options, View& view, Output& output) {
  return Replay(options, view, output).run();
}

}  // namespace logprobs
