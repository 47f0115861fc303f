#include "read/decode/envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace logprobs::read {

bool is_wrapper(Key key) {
  static constexpr std::array<std::string_view, 9> names = {
      "response", "body",   "response_body", "response_json",     "raw_response",
      "data",     "kwargs", "chatResponse",  "response_metadata",
  };
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return is(key, name); });
}

bool may_hold_response(std::string_view text) {
  const std::string_view start = trim(text);
  static constexpr std::array<std::string_view, 7> signs = {
      "{", "[", "data:", "event:", "id:", "retry:", ":"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return start.starts_with(sign); });
}

void put_into(const Envelope& envelope, Answer& answer) {
  if (!envelope.custom_id.empty()) answer.custom_id = envelope.custom_id;
  if (envelope.error) answer.failure = envelope.error;
  const std::int64_t status = envelope.status.value_or(0);
  if (!answer.failure && status >= 400) {
    answer.failure = Failure{fmt::format("the request failed with status {}", status), "", {}};
  }
  if (answer.failure && status > 0 && status < 1000) {
    answer.failure->status = static_cast<int>(status);
  }
}

}  // namespace logprobs::read
