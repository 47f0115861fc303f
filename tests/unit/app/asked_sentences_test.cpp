#include "app/asked_sentences.hpp"

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;

namespace {

Answer failed(State state, int status = 0) {
  Answer answer;
  answer.state = state;
  answer.failure = Failure{"no", "", {}};
  if (status != 0) answer.failure->status = status;
  return answer;
}

const std::string no_logprobs =
    "the answer came without logprobs, although they were asked for; choose another model "
    "(--model) or server (--base-url) that gives them";

}  // namespace

TEST_CASE("an explanation says why an answer failed, and what to do") {
  const Retry wait{.server_wait = std::chrono::seconds(600)};
  const Retry soon{.server_wait = std::chrono::milliseconds(999)};
  const Retry no_quota{.no_quota = true};
  struct Row {
    State state;
    int status;
    Attempts attempts;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {State::complete, 0, {}, "no"},
      {State::refused, 418, {}, "no"},
      {State::refused, 500, {}, "no; ask again later"},
      {State::refused, 429, {.retry = wait}, "no; ask again in 10 min, as it says"},
      {State::refused, 500, {.retry = soon}, "no; ask again later"},
      {State::refused,
       429,
       {.retry = no_quota},
       "no; check the account's plan; asking again does not help"},
      {State::refused, 418, {.proxy = "the proxy p"}, "no, through the proxy p"},
      {State::refused, 500, {.proxy = "the proxy p"}, "no, through the proxy p; ask again later"},
      {State::cut, 0, {.proxy = "the proxy p"}, "no"},
      {State::refused, 418, {.cause = "the line broke"}, "no"},
      {State::no_logprobs, 0, {}, no_logprobs},
      {State::no_logprobs, 0, {.lost_something = true}, "no logprobs in the rest of the response"},
      {State::cut, 0, {}, "no"},
      {State::cut, 0, {.cause = "the line broke"}, "the line broke"},
      {State::unusable, 0, {.cause = "the line broke"}, "the line broke"},
      {State::no_choice, 0, {.cause = "the line broke"}, "no"},
      {State::refused, 418, {.retries = 2}, "no; asked 3 times"},
      {State::cut, 0, {.request_id = "r-7"}, "no (request id r-7)"},
      {State::cut,
       0,
       {.retries = 1, .request_id = "r-7", .cause = "the line broke"},
       "the line broke; asked 2 times (request id r-7)"},
  };
  for (const Row& row : rows) {
    CAPTURE(static_cast<int>(row.state), row.status);
    CHECK(explain(failed(row.state, row.status), "no", row.attempts, {}) == row.expected);
  }
}

TEST_CASE("no other model is advised where the response says why it has no logprobs") {
  Answer answer = failed(State::no_logprobs);
  answer.failure->explained = true;
  CHECK(explain(answer, "only of the reasoning", {}, {}) == "only of the reasoning");
}

TEST_CASE("alternatives are advised where none were asked for") {
  PreparedRequest prepared;
  prepared.question.top_logprobs = 0;
  CHECK_THAT(explain(failed(State::no_logprobs), "no", {}, prepared), Contains("try -k 1"));
}

TEST_CASE("the models that there are come before any other advice") {
  CHECK(explain(failed(State::refused, 404), "no", {.models = {"a", "b"}}, {}) ==
        "no; it has a, b");
}

TEST_CASE("an answer that ended early is shown as far as it came") {
  Answer answer = failed(State::cut);
  answer.choices.emplace_back();
  CHECK(explain(answer, "no", {.cause = "the line broke"}, {}) ==
        "the line broke; what came is shown");
}

TEST_CASE("a remedy follows its problem") {
  CHECK(with_remedy({.problem = "no"}) == "no");
  CHECK(with_remedy({.problem = "no", .remedy = "check it"}) == "no; check it");
}

TEST_CASE("a refusal becomes an answer without choices and without secrets") {
  Request request;
  request.headers = {{"Authorization", "Bearer sk-test-SECRET-0", true}};
  const Redactor redactor(request);
  const std::string source = "http://h";
  const Answer answer = refusal_answer(
      {.status = 401,
       .error_body =
           R"({"error": {"message": "bad sk-test-SECRET-0", "code": "sk-test-SECRET-0"}})"},
      source, redactor);
  CHECK((answer.state == State::refused && answer.source == "http://h" && answer.choices.empty()));
  CHECK(answer.failure->message == "bad [redacted]");
  CHECK(answer.failure->code == "[redacted]");
  CHECK(answer.failure->status == 401);
}

TEST_CASE("a redirect is a refusal that names where it leads") {
  const Answer answer =
      refusal_answer({.status = 307, .redirect = "https://else/v1"}, "", Redactor(Request()));
  CHECK(answer.failure->message == "it redirects to https://else/v1, which is not followed");
}
