#include "session.hpp"

#include <csignal>

#include "logprobs/judge.hpp"
#include "logprobs/terminal.hpp"
#include "messages.hpp"

namespace logprobs {
namespace {

constexpr std::size_t much = std::size_t{1} << 20;  // of output, not to be held any longer

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

}  // namespace

bool Session::drain(Reader& reader, bool despite_signal) {
  while (despite_signal ? !output_.closed() : !stopped()) {
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
        finish(reader.answer(), exit_code(reader.answer().state));
        break;
      case Event::broken:
        skip(reader);
        break;
    }
    if (out_.size() >= much) flush();
  }
  return false;
}

void Session::finish(const Answer& answer, ExitCode code) {
  judge(answer, options_.thresholds, report_);
  view_.done(answer, report_, out_);
  const auto said = options_.quiet ? std::vector<std::string>() : warnings(answer, report_);
  if (answer.failure || !said.empty()) {
    flush();  // what is said of an answer stands behind it
    const std::string where = place_of(answer.source, answer.place);
    for (const std::string& warning : said) print_warning(where, warning);
    if (answer.failure) tell(where, answer.state, failure_sentence(answer));
  }
  forget(report_);
  code_ = worse(code_, code);
  last_state_ = answer.state;
}

void Session::skip(const Reader& reader) {
  flush();
  tell(place_of(reader.answer().source, reader.problem().place), State::open,
       reader.problem().message);
  code_ = worse(code_, ExitCode::unusable);
  last_state_ = State::open;
}

void Session::fail(std::string_view source, const std::string& problem, ExitCode code) {
  flush();
  print_error(place_name(source, {}), problem);
  code_ = worse(code_, code);
}

/// Lines are for those who can look them up: in a file.
std::string Session::place_of(std::string_view source, const Place& place) const {
  return place_name(source, explain ? Place{} : place);
}

/// That an answer is not whole is no news to the one who interrupted it.
void Session::tell(const std::string& where, State state, const std::string& sentence) const {
  const bool is_cut = state == State::cut || state == State::open;
  if (is_cut && received_signal() != 0) return;
  print_error(where, explain ? explain(state, sentence) : sentence);
}

ExitCode Session::end() {
  view_.end(out_);
  flush();
  return received_signal() != 0 ? signal_code() : code_;
}

bool Session::stopped() const { return received_signal() != 0 || output_.closed(); }

ExitCode signal_code() {
  return received_signal() == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
}

}  // namespace logprobs
