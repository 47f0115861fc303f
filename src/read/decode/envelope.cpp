#include "read/decode/envelope.hpp"

#include <fmt/format.h>

namespace logprobs::read {

void put_into(const Envelope& envelope, Answer& answer) {
  if (!envelope.custom_id.empty()) answer.custom_id = envelope.custom_id;
  if (!envelope.asked.question.empty()) answer.question = envelope.asked.question;
  if (envelope.asked.choices != 0) answer.choices_asked = envelope.asked.choices;
  if (!envelope.has_response) return;
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
