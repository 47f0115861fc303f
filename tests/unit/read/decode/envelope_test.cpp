#include "read/decode/envelope.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::Answer;
using logprobs::Failure;
using logprobs::read::Envelope;

namespace {

/// The failure of an answer as `message/code/status`.
std::string shown(const std::optional<Failure>& failure) {
  if (!failure) return "none";
  const std::string status = failure->status ? std::to_string(*failure->status) : "";
  return failure->message + "/" + failure->code + "/" + status;
}

struct Row {
  std::optional<std::string_view> error;    // of the envelope
  std::optional<std::string_view> failure;  // of the answer in it
  std::optional<std::int64_t> status;
  std::string_view settled;
};

}  // namespace

TEST_CASE("an envelope's error and status become the answer's failure") {
  const Row row = GENERATE(values<Row>({
      {{}, {}, {}, "none"},
      {{}, {}, 200, "none"},
      {{}, {}, 399, "none"},
      {{}, {}, 400, "the request failed with status 400//400"},
      {{}, {}, 503, "the request failed with status 503//503"},
      {"expired", {}, {}, "expired/code/"},
      {"expired", {}, 429, "expired/code/429"},
      {{}, "no", {}, "no/code/"},
      {{}, "no", 404, "no/code/404"},
      {"expired", "no", {}, "expired/code/"},
      {"expired", {}, 0, "expired/code/"},
      {"expired", {}, -1, "expired/code/"},
      {"expired", {}, 1000, "expired/code/"},  // not a status
  }));
  Envelope envelope;
  envelope.has_response = true;
  envelope.status = row.status;
  if (row.error) envelope.error = Failure{std::string(*row.error), "code", {}};
  Answer answer;
  if (row.failure) answer.failure = Failure{std::string(*row.failure), "code", {}};
  logprobs::read::put_into(envelope, answer);
  CAPTURE(row.status);
  CHECK(shown(answer.failure) == row.settled);
}

TEST_CASE("an error that is not beside a response is not the answer's") {
  Envelope envelope;
  envelope.error = Failure{"the answer was not what a test expects", "", {}};
  Answer answer;
  logprobs::read::put_into(envelope, answer);
  CHECK_FALSE(answer.failure);
  CHECK_FALSE(envelope.refused());
}

TEST_CASE("an answer has the custom id of its envelope") {
  Envelope envelope;
  envelope.custom_id = "row-7";
  Answer answer;
  logprobs::read::put_into(envelope, answer);
  CHECK(answer.custom_id == "row-7");
  CHECK_FALSE(answer.failure);
}
