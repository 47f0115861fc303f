// Messages on standard error.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::app {

/// A source and a line of it, if known: "batch.jsonl:12", "standard input:12".
std::string place_name(std::string_view source, const Place& place);

/// Writes "logprobs: ..." to standard error as one line of at most 2000 bytes, made visible:
/// nothing from outside reaches a terminal raw. Writes nothing for an empty message. Never throws
/// because standard error cannot be written.
void print_message(std::string_view message);

/// print_message() with a place in front.
void print_error(std::string_view where, std::string_view what);

/// Whether part of an answer is missing: it was cut off, or is broken.
inline bool is_cut(State state) { return state == State::cut || state == State::unusable; }

/// Why an answer cannot be used, without its place. It must have a failure.
std::string failure_sentence(const Answer& answer);

/// A wait in the unit that suits it: "0.5 s", "20 s", "10 min", "3 h".
std::string wait_text(std::chrono::duration<double> wait);

}  // namespace logprobs::app
