#include "app/writer.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/messages.hpp"
#include "system/signals.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

/// "2 responses failed and 1 piece cannot be read; the exit status does not reflect this"; empty if
/// all was well.
std::string passed_over(std::size_t failed, std::size_t broken) {
  if (failed + broken == 0) return "";
  const auto counted = [](std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  std::string text;
  if (failed > 0) text = counted(failed, "response") + " failed";
  if (broken > 0) {
    text += fmt::format("{}{} cannot be read", failed > 0 ? " and " : "", counted(broken, "piece"));
  }
  return text + "; the exit status does not reflect this";
}

}  // namespace

Writer::Writer(system::Output& output, bool judges_all)
    : output_(output),
      on_terminal_(system::is_terminal(output.descriptor())),
      judges_all_(judges_all) {}

void Writer::put(std::span<Shown> several) {
  for (Shown& shown : several) {
    if (needs_no_more()) return;
    add(shown);
  }
  flush();
}

void Writer::flush() {
  const bool seen = !text_.empty() && on_terminal_;
  if (seen && make_way) make_way();
  if (seen) in_line_ = text_.back() != '\n';
  output_.write(text_);
}

void Writer::add(Shown& shown) {
  if (text_.empty()) {
    std::swap(text_, shown.out);
  } else {
    text_ += shown.out;
  }
  for (const Message& message : shown.said) {
    if (!tally_.take(message)) continue;
    flush();
    say(message);
  }
  if (text_.size() >= View::much) flush();
  count(shown.code);
  if (trips_ == 0) first_trip_ = shown.first_trip;
  trips_ += shown.trips;
  failed_ += shown.failed;
  broken_ += shown.broken;
  faults_ += shown.faults;
  if (shown.lone) lone_ = std::move(shown.lone);
  shown.clear();
}

void Writer::end_source() {
  for (const Message& message : tally_.end()) say(message);
}

void Writer::say(const Message& message) const {
  if (make_way) make_way();
  tell(fmt::format("{}: {}", place_name(message.source, message.place), message.what));
}

void Writer::tell(std::string message) const {
  if (!hear) return print_message(message);
  if (!message.empty()) hear(std::move(message));
}

ExitCode Writer::end() {
  if (system::received_signal() != 0) return system::signal_code();
  if (is_interrupted()) return ExitCode::interrupted;
  const std::string others = trips_ < 2 ? ""
                                        : fmt::format("; {} more response{} tripped a gate",
                                                      trips_ - 1, trips_ == 2 ? "" : "s");
  tell(first_trip_ + others);
  tell(passed_over(failed_, broken_));
  return code_;
}

Shown Writer::sums() const {
  Shown sums;
  sums.code = code_;
  sums.failed = failed_;
  sums.broken = broken_;
  sums.faults = faults_;
  sums.trips = trips_;
  sums.first_trip = first_trip_;
  return sums;
}

bool Writer::is_interrupted() const {
  return system::received_signal() != 0 || (is_stopped && is_stopped());
}

Event take_next(Reader& reader, Presenter& presenter, Writer& writer) {
  const Event event = reader.next();
  if (event == Event::needs_bytes || event == Event::end) return event;
  presenter.take(event, reader.answer(), reader.problem(), writer.is_interrupted());
  if (presenter.shown.is_due()) writer.put(presenter.shown);
  return event;
}

bool drain(Reader& reader, Presenter& presenter, Writer& writer, bool despite_signal) {
  Event event = Event::grown;
  while (despite_signal ? !writer.needs_no_more() : !writer.stopped()) {
    event = take_next(reader, presenter, writer);
    if (event == Event::needs_bytes || event == Event::end) break;
  }
  writer.put(presenter.shown);
  return event == Event::needs_bytes;
}

ExitCode end(Presenter& presenter, Writer& writer) {
  writer.put(presenter.shown);  // its messages come before what closes the view
  writer.end_source();
  presenter.end();
  writer.put(presenter.shown);
  if (!writer.stopped()) {
    for (const std::string& sentence : presenter.missing_fields()) {
      writer.tell("warning: " + sentence);
    }
  }
  return writer.end();
}

}  // namespace logprobs::app
