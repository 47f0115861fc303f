#include "app/presenter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/field_sentences.hpp"
#include "app/gate_sentences.hpp"
#include "app/messages.hpp"
#include "logprobs/judge.hpp"

namespace logprobs::app {
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
    case State::no_choice:
    case State::no_logprobs:
      break;
  }
  return ExitCode::unusable;
}

/// Whether everything came that the server had to say, usable or not.
bool is_whole(State state) {
  return state == State::complete || state == State::no_choice || state == State::no_logprobs;
}

/// A list of alternatives does not say what sampling would make of the other tokens.
void refuse_sampling_of_lists(const Answer& answer) {
  const auto has_tokens = [](const Choice& choice) { return !choice.tokens.empty(); };
  if (answer.logits || std::none_of(answer.choices.begin(), answer.choices.end(), has_tokens))
    return;
  usage_error(fmt::format(
      "{}: --at-temperature, --at-top-k, --at-top-p and --at-min-p need the logits of the whole "
      "vocabulary (safetensors, npy, _logits_), and this has lists of alternatives",
      place_name(answer.source, {})));
}

/// Why a gate has nothing to judge.
Failure why_not_judged(const Answer& answer, const Report& report, Gate gate,
                       const cli::Options& options) {
  constexpr const char* code = "nothing_to_judge";
  if (gate != Gate::fields) return {no_evidence_sentence(gate, report, options.sought), code, {}};
  const auto fault = fault_of_fields(report, options.gates, options.sought);
  return {
      fault_sentence(answer, report, *fault), is_cut_off(report, *fault) ? "cut_off" : code, {}};
}

}  // namespace

void judge(const Answer& answer, const cli::Options& options, bool done, Report& report) {
  judge_answer(answer, options.thresholds, report);
  if (options.sought.any()) judge_findings(answer, options.sought, done, report);
}

void Presenter::take(Event event, const Answer& answer, const Problem& problem, bool interrupted) {
  if (event != Event::broken && options_.at.any()) refuse_sampling_of_lists(answer);
  if (event == Event::grown) grow(answer);
  if (event == Event::done) finish(answer, interrupted);
  if (event == Event::broken) skip(answer, problem, interrupted);
}

void Presenter::take(Found& found) {
  if (found.event == Event::broken) return skip(found.answer, found.problem);
  if (options_.at.any()) refuse_sampling_of_lists(found.answer);
  std::swap(report_, found.report);
  finish_judged(found.answer, false);
}

void Presenter::grow(const Answer& answer) {
  course_.is_open = true;
  judge(answer, options_, false, report_);
  view_.grow(answer, report_, shown.out);
}

void Presenter::finish(const Answer& answer, bool interrupted) {
  judge(answer, options_, true, report_);
  finish_judged(answer, interrupted);
}

void Presenter::finish_judged(const Answer& answer, bool interrupted) {
  const ExitCode code = exit_code(answer.state);
  if (code != ExitCode::ok) return show(answer, count_fault(code, shown.failed), interrupted);
  if (!options_.judges()) return show(answer, code, interrupted);
  if (const std::optional<Gate> gate =
          without_evidence(answer, report_, options_.gates, options_.sought)) {
    Answer failed = answer;  // rare, and a view must show it with the failure
    failed.failure = why_not_judged(answer, report_, *gate, options_);
    return show(failed, ExitCode::unusable, interrupted);
  }
  show(answer, check_gates(answer), interrupted);
}

/// The exit status of what failed or cannot be read; with --keep-going it is only counted.
ExitCode Presenter::count_fault(ExitCode code, std::size_t& count) {
  ++shown.faults;
  if (!options_.keep_going) return code;
  ++count;
  return ExitCode::ok;
}

/// Counts the answer if it trips a gate; returns its code.
ExitCode Presenter::check_gates(const Answer& answer) {
  const std::optional<Trip> trip = first_trip(answer, report_, options_.gates, options_.sought);
  if (!trip) return ExitCode::ok;
  if (++shown.trips == 1) {
    shown.first_trip = redacted(fmt::format("{}: {}", place_name(answer.source, place_of(answer)),
                                            trip_sentence(answer, report_, *trip, options_)));
  }
  return ExitCode::gate;
}

void Presenter::show(const Answer& answer, ExitCode code, bool interrupted) {
  view_.done(answer, report_, shown.out);
  note_fields(answer);
  if (!options_.quiet) {
    for (const std::string& warning : warnings(answer, report_)) {
      say(answer.source, place_of(answer), fmt::format("warning: {}", warning));
    }
  }
  if (answer.failure && !(interrupted && is_cut(answer.state))) {
    const std::string sentence = failure_sentence(answer);
    say(answer.source, place_of(answer), explain ? explain(answer, sentence) : sentence,
        failure_gist(answer));
  }
  clear(report_);
  shown.code = worse(shown.code, code);
  course_.saw_answer = true;
  course_.is_open = false;
  course_.all_whole = course_.all_whole && is_whole(answer.state);
}

void Presenter::note_fields(const Answer& answer) {
  for (std::size_t i = 0; i < course_.found_fields.size(); ++i) {
    const bool asked = options_.show_fields[i] == "question" && !answer.question.empty();
    const bool found = i < answer.fields.size() && answer.fields[i].found;
    course_.found_fields[i] = course_.found_fields[i] || found || asked;
  }
}

std::vector<std::string> Presenter::missing_fields() const {
  const bool says = course_.saw_answer && !options_.quiet;
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < course_.found_fields.size() && says; ++i) {
    if (course_.found_fields[i]) continue;
    sentences.push_back(fmt::format("--show-field {}: no response has it, in it or around it",
                                    options_.show_fields[i]));
  }
  return sentences;
}

void Presenter::skip(const Answer& answer, const Problem& problem, bool interrupted) {
  course_.lost_something = true;
  if (interrupted) return;
  Answer nothing;
  nothing.source = answer.source;
  nothing.place = problem.place;
  if (problem.alone && part_of(nothing.source) != nullptr) {
    shown.lone = problem;
    if (problem.place.offset) say(nothing.source, place_of(nothing), problem.message);
    return;
  }
  if (problem.alone) return finish(broken_answer(answer.source, problem));
  say(nothing.source, place_of(nothing), problem.message);
  count_broken();
}

void Presenter::count_broken() {
  view_.broken();
  shown.code = worse(shown.code, count_fault(ExitCode::unusable, shown.broken));
}

/// The part that is read of a source; null: all of it.
const cli::FilePart* Presenter::part_of(std::string_view source) const {
  for (std::size_t i = 0; i < options_.parts.size(); ++i) {
    const cli::FilePart& part = options_.parts[i];
    if (options_.replay[i] == source && !part.is_whole()) return &part;
  }
  return nullptr;
}

void Presenter::fail(std::string_view source, const std::string& problem, ExitCode code) {
  say(source, {}, problem);
  shown.code = worse(shown.code, code);
}

void Presenter::say(std::string_view source, const Place& place, const std::string& what,
                    const std::string& gist) {
  std::string text = redacted(what);
  if (!place.line && place.offset && part_of(source) != nullptr)
    text = fmt::format("at byte {}: {}", *place.offset, text);
  shown.said.push_back({std::string(source), place, std::move(text), gist});
}

Place Presenter::place_of(const Answer& answer) const {
  if (origin_ == Origin::server) return {};
  const cli::FilePart* const part = part_of(answer.source);
  Place place = answer.place;
  if (part != nullptr && part->begin > 0) place.line.reset();  // it is the part's, if it has one
  return place;
}

}  // namespace logprobs::app
