// What is said on standard error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/app.hpp"
#include "logprobs/model.hpp"

namespace logprobs {

/// "batch.jsonl:12", "standard input:12".
std::string place_name(std::string_view source, const Place& place);

/// print_message() for something that is wrong at a place.
void print_error(std::string_view where, std::string_view what);

/// What there is to say of a response: these warnings, and why it cannot be used.
void print_state(const Answer& answer, const std::vector<std::string>& warnings);

/// Writes a text of our own, of any number of lines.
void print_text(std::string_view text);

}  // namespace logprobs
