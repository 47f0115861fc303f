#include "app/session.hpp"

#include <fmt/format.h>

#include <optional>

#include "app/gate_sentences.hpp"
#include "app/messages.hpp"
#include "logprobs/judge.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
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
    case State::no_choice:
    case State::no_logprobs:
      break;
  }
  return ExitCode::unusable;
}

/// Whether all came that the server had to say, whatever it is good for.
bool is_whole(State state) {
  return state == State::complete || state == State::no_choice || state == State::no_logprobs;
}

}  // namespace

bool Session::drain(Reader& reader, bool despite_signal) {
  while (despite_signal ? !needs_no_more() : !stopped()) {
    switch (reader.next()) {
      case Event::needs_bytes:
        return true;
      case Event::end:
        return false;
      case Event::grown:
        is_open_ = true;
        judge_answer(reader.answer(), options_.thresholds, report_);
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
  judge_answer(answer, options_.thresholds, report_);
  if (code != ExitCode::ok || !options_.gates.any()) return show(answer, code);
  if (const std::optional<Gate> gate = without_evidence(answer, report_, options_.gates)) {
    Answer failed = answer;  // for the one response in many that a view must show with a failure
    failed.failure = Failure{no_evidence_sentence(*gate, report_), "nothing_to_judge", {}};
    return show(failed, ExitCode::unusable);
  }
  show(answer, check_gates(answer));
}

/// Looks whether a token trips a gate, and remembers the first one; the response's code.
ExitCode Session::check_gates(const Answer& answer) {
  const std::optional<Trip> trip = first_trip(answer, report_, options_.gates);
  if (!trip) return ExitCode::ok;
  if (++trips_ == 1) {
    first_trip_ = fmt::format("{}: {}", place_of(answer.source, answer.place),
                              trip_sentence(answer, report_, *trip, options_));
  }
  return ExitCode::gate;
}

void Session::show(const Answer& answer, ExitCode code) {
  view_.done(answer, report_, out_);
  const auto said = options_.quiet ? std::vector<std::string>() : warnings(answer, report_);
  if (answer.failure || !said.empty()) {
    flush();  // what is said of an answer stands behind it
    for (const std::string& warning : said) {
      print_warning(place_of(answer.source, answer.place), redacted(warning));
    }
    if (answer.failure) tell(answer);
  }
  clear(report_);
  count(code);
  saw_answer_ = true;
  is_open_ = false;
  all_whole_ = all_whole_ && is_whole(answer.state);
}

void Session::skip(const Reader& reader) {
  const Problem& problem = reader.problem();
  lost_something_ = true;
  if (problem.alone && system::received_signal() == 0) {
    Answer nothing;
    nothing.source = reader.answer().source;
    nothing.place = problem.place;
    nothing.state = State::unusable;
    nothing.failure = Failure{problem.message, problem.code, {}};
    return finish(nothing, ExitCode::unusable);
  }
  if (system::received_signal() != 0) return;
  fail_at(place_of(reader.answer().source, problem.place), problem.message, ExitCode::unusable);
}

void Session::fail(std::string_view source, const std::string& problem, ExitCode code) {
  fail_at(place_name(source, {}), problem, code);
}

void Session::fail_at(const std::string& where, const std::string& problem, ExitCode code) {
  flush();
  print_error(where, redacted(problem));
  count(code);
}

std::string Session::place_of(std::string_view source, const Place& place) const {
  return place_name(source, origin_ == Origin::server ? Place{} : place);
}

/// That an answer is not whole is no news to the one who interrupted it.
void Session::tell(const Answer& answer) const {
  const bool is_cut = answer.state == State::cut || answer.state == State::unusable;
  if (is_cut && system::received_signal() != 0) return;
  const std::string sentence = failure_sentence(answer);
  print_error(place_of(answer.source, answer.place),
              redacted(explain ? explain(answer, sentence) : sentence));
}

ExitCode Session::end() {
  view_.end(out_);
  flush();
  if (system::received_signal() != 0) return system::signal_code();
  const std::string others = trips_ < 2 ? ""
                                        : fmt::format("; {} more response{} tripped a gate",
                                                      trips_ - 1, trips_ == 2 ? "" : "s");
  print_message(redacted(first_trip_) + others);
  return code_;
}

bool Session::stopped() const { return system::received_signal() != 0 || needs_no_more(); }

/// Gates are judged to the end, whether or not anybody reads the view (`| head`).
bool Session::needs_no_more() const { return output_.closed() && !options_.gates.any(); }

}  // namespace logprobs::app
