#include "app/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logprobs/text.hpp"
#include "system/standard_error.hpp"

namespace logprobs::app {
namespace {

constexpr std::size_t longest = 2000;  // bytes of a message; a server may send a whole page

}  // namespace

std::string place_name(std::string_view source, const Place& place) {
  const std::string_view name = source == "-"    ? "standard input"
                                : source.empty() ? "a file without a name"
                                                 : source;
  return place.line ? fmt::format("{}:{}", name, *place.line) : std::string(name);
}

void print_message(std::string_view message) {
  if (message.empty()) return;
  std::string_view shown = message.substr(0, longest);
  const bool too_long = shown.size() < message.size();
  // Do not cut a character in half.
  while (too_long && (static_cast<unsigned char>(message[shown.size()]) & 0xC0) == 0x80) {
    shown.remove_suffix(1);
  }
  system::print_text(fmt::format("logprobs: {}{}\n", visible(shown), too_long ? "…" : ""));
}

void print_error(std::string_view where, std::string_view what) {
  print_message(fmt::format("{}: {}", where, what));
}

std::string failure_sentence(const Answer& answer) {
  const Failure& failure = *answer.failure;
  if (answer.state != State::refused) return failure.message;
  std::string details = failure.code;
  if (failure.status) {
    details += fmt::format("{}status {}", details.empty() ? "" : ", ", *failure.status);
  }
  if (!details.empty()) details = fmt::format(" ({})", details);
  const bool failed = failure.status.value_or(0) >= 500;
  return fmt::format("the server {}: {}{}", failed ? "failed" : "refused", failure.message,
                     details);
}

std::string wait_text(std::chrono::duration<double> wait) {
  constexpr double minute = 60;
  constexpr double hour = 60 * minute;
  constexpr double day = 24 * hour;
  // Rounded up from 10 s: retrying early only earns another refusal.
  const double seconds = std::max(wait.count(), 0.001);
  if (seconds <= 9.5) return fmt::format("{:.2g} s", seconds);
  if (seconds <= 2 * minute) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds <= 2 * hour) return fmt::format("{:.0f} min", std::ceil(seconds / minute));
  if (seconds <= 2 * day) return fmt::format("{:.0f} h", std::ceil(seconds / hour));
  return seconds <= 365 * day ? fmt::format("{:.0f} days", std::ceil(seconds / day))
                              : "more than a year";
}

}  // namespace logprobs::app
