// Messages on standard error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::app {

/// "batch.jsonl:12", "standard input:12".
std::string place_name(std::string_view source, const Place& place);

/// Writes "logprobs: ..." to standard error as one line, made visible: nothing from outside reaches
/// a terminal raw. Writes nothing for an empty message. If that fails, there is nowhere to report
/// it.
void print_message(std::string_view message);

/// print_message() with a place in front.
void print_error(std::string_view where, std::string_view what);

/// Whether a response is not all there: cut off, or broken.
inline bool is_cut(State state) { return state == State::cut || state == State::unusable; }

/// Why a response cannot be used, without its place; it must have a failure.
std::string failure_sentence(const Answer& answer);

/// A wait in the unit that suits it: "0.5 s", "20 s", "10 min", "3 h".
std::string wait_text(std::chrono::duration<double> wait);

}  // namespace logprobs::app
