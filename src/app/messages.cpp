#include "messages.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "logprobs/text.hpp"

namespace logprobs {
namespace {

constexpr std::size_t longest = 2000;  // bytes of a message; a server may send a page

std::string failure_sentence(const Answer& answer) {
  const Failure& failure = *answer.failure;
  if (answer.state != State::refused) return failure.message;
  std::string details = failure.code;
  if (failure.status) {
    details += fmt::format("{}status {}", details.empty() ? "" : ", ", *failure.status);
  }
  if (!details.empty()) details = fmt::format(" ({})", details);
  return fmt::format("the server refused: {}{}", failure.message, details);
}

}  // namespace

std::string place_name(std::string_view source, const Place& place) {
  const std::string_view name = source == "-"    ? "standard input"
                                : source.empty() ? "a file without a name"
                                                 : source;
  return place.line ? fmt::format("{}:{}", name, *place.line) : std::string(name);
}

void Messages::error(std::string_view where, std::string_view what) const {
  print_message(fmt::format("{}: {}", where, what));
}

void Messages::tell(const Answer& answer, const std::vector<std::string>& warnings) const {
  const std::string where = place_name(answer.source, answer.place);
  for (const std::string& warning : warnings) {
    if (!quiet_) error(where, fmt::format("warning: {}", warning));
  }
  if (answer.failure) error(where, failure_sentence(answer));
}

void print_message(std::string_view message) {
  const bool long_one = message.size() > longest;
  const std::string line =
      fmt::format("logprobs: {}{}\n", visible(message.substr(0, longest)), long_one ? "…" : "");
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace logprobs
