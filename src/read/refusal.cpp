// Finds the reason in the body of an HTTP error.
#include <fmt/format.h>

#include "logprobs/read.hpp"
#include "read/frame/scan.hpp"

namespace logprobs {
using namespace read;

namespace {

/// The reason, if the body has it in a form that we know.
std::optional<Failure> failure_of(std::string_view body) {
  Reader reader(ReadOptions{});
  reader.feed(body);
  reader.finish();
  for (;;) {
    switch (reader.next()) {
      case Event::done:
        if (reader.answer().state == State::refused) return reader.answer().failure;
        break;
      case Event::grown:
        break;
      case Event::needs_bytes:
      case Event::broken:
      case Event::end:
        return std::nullopt;
    }
  }
}

/// What to say if the body is not an error in a form that we know.
std::string message_of(std::string_view body) {
  constexpr std::size_t longest = 200;  // bytes that may be a sentence
  const std::string_view text = trim(body);
  if (text.empty()) return "it gave no reason";
  if (text.starts_with('<')) return "it sent a page of HTML";
  const bool sentence = text.size() <= longest && text.find('\n') == std::string_view::npos;
  return sentence ? std::string(text) : "what it sent is not an error in a known form";
}

}  // namespace

Failure read_refusal(std::string_view body, int status) {
  Failure failure = failure_of(body).value_or(Failure{message_of(body), "", {}});
  failure.status = status;
  return failure;
}

}  // namespace logprobs
