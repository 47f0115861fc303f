#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "logprobs/ask.hpp"
#include "usage.hpp"

using namespace logprobs;

namespace {

Question question() {
  Question question;
  question.model = "gpt-4o";
  question.prompt = "Who?";
  return question;
}

std::string with_param(const std::string& param) {
  Question asked = question();
  asked.params = {param};
  return chat_body(asked);
}

std::string refusal(const std::string& param) {
  return test::usage_message([&] { check_param(param); });
}

}  // namespace

TEST_CASE("the body is one line of JSON, in the order of the API's own examples") {
  Question asked = question();
  CHECK(chat_body(asked) ==
        R"({"model":"gpt-4o","messages":[{"role":"user","content":"Who?"}],"logprobs":true,)"
        R"("top_logprobs":5,"stream":true})");
  asked.system = "You are a helpful assistant.";
  asked.top_logprobs = 2;
  asked.stream = false;
  CHECK(chat_body(asked) ==
        R"({"model":"gpt-4o","messages":[{"role":"system","content":"You are a helpful )"
        R"(assistant."},{"role":"user","content":"Who?"}],"logprobs":true,"top_logprobs":2})");
}

TEST_CASE("only what was given is sent") {
  Question asked = question();
  asked.prefill = "So";
  asked.choices = 3;
  asked.temperature = 0.7;
  asked.top_p = 1;
  asked.max_tokens = 9;
  asked.seed = -7;
  asked.stop = {"a", "b"};
  const std::string tail = R"("n":3,"temperature":0.7,"top_p":1,)";
  CHECK_THAT(chat_body(asked), Contains(tail + R"("max_completion_tokens":9,"seed":-7,)"
                                               R"("stop":["a","b"]})"));
  CHECK_THAT(chat_body(asked), Contains(R"({"role":"assistant","content":"So"}])"));
  asked.legacy_max_tokens = true;
  CHECK_THAT(chat_body(asked), Contains(tail + R"("max_tokens":9,)"));
}

TEST_CASE("a prompt reaches the body byte for byte") {
  Question asked = question();
  asked.prompt = "[1,2] \"\\ \n\t\x01\x7f \u202e Łódź 🎯 {\"a\":1}";
  const auto body = nlohmann::json::parse(chat_body(asked));
  CHECK(body["messages"][0]["content"] == asked.prompt);
  CHECK_THAT(chat_body(asked), !Contains("\n"));
}

TEST_CASE("any further field can be set, and fields can be replaced") {
  CHECK_THAT(with_param(R"(reasoning_effort="none")"), Contains(R"(,"reasoning_effort":"none"})"));
  CHECK_THAT(with_param(R"(model="other")"), Contains(R"({"model":"other",)"));
  CHECK_THAT(with_param("x= [1, 2.50, null, {\"a\": true}] "),
             Contains(R"("x": [1, 2.50, null, {"a": true}] })"));
}

TEST_CASE("a further field is sent as it was typed, except for line breaks") {
  CHECK_THAT(with_param("x=123456789012345678901"), Contains(R"("x":123456789012345678901})"));
  CHECK_THAT(with_param("x={\"a\": 1,\r\n \"a\": 2}"), Contains(R"("x":{"a": 1,   "a": 2}})"));
}

TEST_CASE("a reserved field is refused, and so is a value that is not JSON") {
  for (const std::string name : {"stream", "logprobs", "top_logprobs", "n"}) {
    CHECK_THAT(refusal(name + "=1"), Contains(name + " has an option of its own"));
  }
  for (const std::string param : {"", "x", "=1", "\xff=1"}) {
    CHECK_THAT(refusal(param), Contains("is not KEY=JSON"));
  }
  for (const std::string value :
       {"", "none", "'a'", "{", "[1,]", "1 2", "NaN", "1e999", "\"\xff\"", "\"\\ud800\""}) {
    CAPTURE(value);
    CHECK_THAT(refusal("x=" + value), Contains("the value of x is not JSON"));
  }
  CHECK_THAT(refusal("x=" + std::string(100000, '[')), Contains("the value of x is not JSON"));
  CHECK(refusal("x=" + std::string(100000, '[') + std::string(100000, ']')).empty());
}

TEST_CASE("the request is described without its secrets") {
  Request request;
  request.endpoint.url = "https://h/v1/chat/completions?api-version=1&key=SECRET&k=key;sig=key";
  request.headers = {{"Content-Type", "application/json", false},
                     {"Authorization", "Bearer SECRET", true},
                     {"api-key", "SECRET", true}};
  request.body = "{}";
  CHECK(describe(request) ==
        "POST https://h/v1/chat/completions?api-version=1&key=[redacted]&k=key;sig=[redacted]\n"
        "Content-Type: application/json\n"
        "Authorization: Bearer [redacted]\n"
        "api-key: [redacted]\n"
        "\n{}\n");
}
