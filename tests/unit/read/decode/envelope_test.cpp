#include "read/decode/envelope.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Failure;
using logprobs::read::Envelope;

namespace {

/// Whether the first key of an object (JSON with single quotes) may have a response.
bool wraps(std::string_view object) {
  samples::OpenObject open(object);
  Answer answer;
  logprobs::read::Context context{answer, false, open.text};
  bool wrapper = false;
  REQUIRE(logprobs::read::each_field(open.object, context,
                                     [&](logprobs::read::Key key, logprobs::read::Value&) {
                                       wrapper = logprobs::read::is_wrapper(key);
                                       return true;
                                     }));
  return wrapper;
}

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

TEST_CASE("responses are kept under a few keys") {
  for (const char* key : {"response", "body", "response_body", "response_json", "raw_response",
                          "data", "kwargs", "chatResponse", "response_metadata"}) {
    CAPTURE(key);
    CHECK(wraps(fmt::format("{{'{}':1}}", key)));
  }
  for (const char* key : {"", "request", "responses", "respons", "Body", "chatresponse", "message",
                          "data2", "choices", "custom_id"}) {
    CAPTURE(key);
    CHECK_FALSE(wraps(fmt::format("{{'{}':1}}", key)));
  }
}

TEST_CASE("JSON and streams of events may hold a response, prose may not") {
  for (const char* text : {"{}", "[1]", " \n\t{", "data: {}", "data:", "event: x", "id: 1",
                           "retry: 5", ": ping", "\r\ndata: x"}) {
    CAPTURE(text);
    CHECK(logprobs::read::may_hold_response(text));
  }
  for (const char* text : {"", " ", "Hi", "\"{}\"", "data", "Data: x", "x{", "7", "null", "ids: 1",
                           "<html>", "event"}) {
    CAPTURE(text);
    CHECK_FALSE(logprobs::read::may_hold_response(text));
  }
}

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
  envelope.status = row.status;
  if (row.error) envelope.error = Failure{std::string(*row.error), "code", {}};
  Answer answer;
  if (row.failure) answer.failure = Failure{std::string(*row.failure), "code", {}};
  logprobs::read::put_into(envelope, answer);
  CAPTURE(row.status);
  CHECK(shown(answer.failure) == row.settled);
}

TEST_CASE("an answer has the custom id of its envelope") {
  Envelope envelope;
  envelope.custom_id = "row-7";
  Answer answer;
  logprobs::read::put_into(envelope, answer);
  CHECK(answer.custom_id == "row-7");
  CHECK_FALSE(answer.failure);
}
