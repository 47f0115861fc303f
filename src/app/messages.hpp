// Messages on standard error.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::app {

/// A source and a line of it, if known: "batch.jsonl:12", "standard input:12".
std::string place_name(std::string_view source, const Place& place);

/// A message about a source, or about a place in it.
struct Message {
  std::string source;
  Place place{};
  std::string what{};
  std::string gist{};  ///< what it has in common with alike ones; empty: follows from `what`
};

/// What alike messages have in common: `what`, with N for each number and “…” for each quotation.
/// At most 400 bytes.
std::string gist_of(const Message& message);

/// How much of a message is shown, in bytes: a server may send a whole page.
inline constexpr std::size_t longest_message = 2000;

/// Writes "logprobs: ..." to standard error as one line of at most longest_message, made visible:
/// nothing from outside reaches a terminal raw. Writes nothing for an empty message. Never throws
/// because standard error cannot be written.
void print_message(std::string_view message);

/// Says that there is no memory, removes temporary files, and ends the program, all without memory:
/// for where destructors cannot run, or where those of libraries would need some.
[[noreturn]] void end_out_of_memory() noexcept;

/// Prints each of them, a sentence, or gives it to `hear`.
void print_warnings(const std::vector<std::string>& warnings,
                    const std::function<void(std::string)>& hear = print_message);

/// print_message() with a place in front.
void print_error(std::string_view where, std::string_view what);

/// Whether part of an answer is missing: it was cut off, or is broken.
inline bool is_cut(State state) { return state == State::cut || state == State::unusable; }

/// The HTTP status that only a proxy sends.
inline constexpr int proxy_wants_a_password = 407;

/// Why an answer cannot be used, without its place. It must have a failure.
std::string failure_sentence(const Answer& answer);

/// The gist of that sentence if the server gave a code, which says more than how it words it; else
/// empty.
std::string failure_gist(const Answer& answer);

/// An amount or a rate, with one decimal below 10: "0.4", "630".
std::string short_amount(double amount);

/// A wait in the unit that suits it: "0.5 s", "20 s", "10 min", "3 h".
std::string wait_text(std::chrono::duration<double> wait);

}  // namespace logprobs::app
