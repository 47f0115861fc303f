#include "app/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "logprobs/by_choice.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "system/full_screen.hpp"
#include "system/standard_error.hpp"
#include "system/temporary_file.hpp"

namespace logprobs::app {
namespace {

constexpr std::size_t longest_path = 200;  // bytes: what is said of the place must follow

bool is_inside_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// How many digits `text` begins with; 0 if they are part of a name, such as UTF-8 or gpt-4o, whose
/// beginning is the end of `before`.
std::size_t leading_number(std::string_view text, std::string_view before) {
  const char last = before.empty() ? ' ' : before.back();
  const bool in_name = last == '-' || (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
  return in_name ? 0 : std::min(text.find_first_not_of("0123456789"), text.size());
}

/// "the server refused: no such model (model_not_found, status 404)". `words` are the server's.
/// A server that began to answer did not refuse.
std::string refusal_sentence(const Answer& answer, std::string_view words) {
  const Failure& failure = *answer.failure;
  const bool twice = failure.status && failure.code == std::to_string(*failure.status);
  std::string details = twice ? "" : failure.code;
  if (failure.status) {
    details += fmt::format("{}status {}", details.empty() ? "" : ", ", *failure.status);
  }
  if (!details.empty()) details = fmt::format(" ({})", details);
  const int status = failure.status.value_or(0);
  const bool began = std::any_of(answer.choices.begin(), answer.choices.end(), says_something);
  return fmt::format("the {} {}: {}{}", status == proxy_wants_a_password ? "proxy" : "server",
                     status >= 500 || began ? "failed" : "refused", words, details);
}

}  // namespace

std::string place_name(std::string_view source, const Place& place) {
  const std::string_view name = source == "-"    ? "standard input"
                                : source.empty() ? "a file without a name"
                                                 : source;
  // Where a Batch line and its like keep the response goes without saying.
  const bool usual = place.path == "/response/body" || place.path == "/response";
  const std::string_view path = usual ? std::string_view() : place.path;
  const std::string_view shown = first_bytes(path, longest_path);
  const char* const more = shown.size() < path.size() ? "…" : "";
  return place.line ? fmt::format("{}:{}{}{}", name, *place.line, shown, more)
                    : fmt::format("{}{}{}", name, shown, more);
}

void print_message(std::string_view message) {
  if (message.empty()) return;
  const std::string_view shown = first_bytes(message, longest_message);
  const bool too_long = shown.size() < message.size();
  system::print_text(fmt::format("logprobs: {}{}\n", visible(shown), too_long ? "…" : ""));
}

void end_out_of_memory() noexcept {
  system::restore_terminal();  // or it would be lost with the screen
  system::print_text("logprobs: out of memory\n");
  system::remove_temporaries();
  std::_Exit(static_cast<int>(ExitCode::failed));
}

void print_error(std::string_view where, std::string_view what) {
  print_message(fmt::format("{}: {}", where, what));
}

void print_warnings(const std::vector<std::string>& warnings,
                    const std::function<void(std::string)>& hear) {
  for (const std::string& warning : warnings) hear("warning: " + warning);
}

std::string gist_of(const Message& message) {
  if (!message.gist.empty()) return message.gist;
  constexpr std::size_t long_enough = 400;  // bytes
  constexpr std::string_view quote = "“";
  std::string gist;
  std::string_view rest = message.what;
  while (!rest.empty() && (gist.size() < long_enough || is_inside_character(rest.front()))) {
    if (const std::size_t digits = leading_number(rest, gist); digits > 0) {
      gist += 'N';
      rest.remove_prefix(digits);
    } else if (rest.starts_with(quote)) {
      gist += "“…";
      rest.remove_prefix(std::min(rest.find("”"), rest.size()));
    } else {
      gist += rest.front();
      rest.remove_prefix(1);
    }
  }
  return gist;
}

std::string failure_sentence(const Answer& answer) {
  const Failure& failure = *answer.failure;
  if (answer.state != State::refused) return failure.message;
  return refusal_sentence(answer, failure.message);
}

std::string failure_gist(const Answer& answer) {
  const Failure& failure = *answer.failure;
  if (answer.state != State::refused || failure.code.empty()) return {};
  return refusal_sentence(answer, "…");
}

std::string short_amount(double amount) {
  return amount < 9.95 ? fmt::format("{:.1f}", amount) : fmt::format("{:.0f}", amount);
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
