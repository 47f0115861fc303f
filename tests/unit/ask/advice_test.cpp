#include "ask/advice.hpp"

#include "catch.hpp"

using namespace logprobs;

namespace {

std::string advised(const std::string& message, int status, const Question& question = {},
                    bool key = true, const std::string& base = "http://h/v1") {
  Request request;
  request.endpoint.base = base;
  request.endpoint.plain_http = true;
  if (key) request.headers = {{"Authorization", "Bearer x", true}};
  return ask::advice(message, status, request, question);
}

}  // namespace

TEST_CASE("a model without logprobs: choose another") {
  for (const std::string message : {"You are not allowed to request logprobs from this model",
                                    "This model does not support the 'logprobs' parameter.",
                                    "logprobs are not supported with reasoning models"}) {
    CHECK_THAT(advised(message, 400), Contains("--model"));
    CHECK_THAT(advised(message, 403), Contains("--model"));
    CHECK_THAT(advised(message, 0), Contains("--model"));
  }
}

TEST_CASE("a server with a lower limit of alternatives: ask for fewer") {
  for (const std::string message :
       {"top_logprobs must be less equal than 8 but top_logprobs = 20",
        "logprobs must be between 0 and 5: 20",
        "Requested sample logprobs of 25, which is greater than max allowed: 20"}) {
    CHECK_THAT(advised(message, 400), Contains("--top-logprobs"));
  }
}

TEST_CASE("a server that knows the other name of max_tokens only: switch to it") {
  Question question;
  const std::string newer =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
      "'max_completion_tokens' instead.";
  const std::string older = "Unrecognized request argument supplied: max_completion_tokens";
  CHECK(advised(older, 400, question).empty());
  question.max_tokens = 5;
  CHECK_THAT(advised(older, 400, question), Contains("add --legacy-max-tokens"));
  question.legacy_max_tokens = true;
  CHECK_THAT(advised(newer, 400, question), Contains("leave out --legacy-max-tokens"));
}

TEST_CASE("logprobs that a stream cannot have: do not stream") {
  Question question;
  const std::string message = "logprobs is not supported with tools + stream";
  CHECK(advised(message, 400, question) == "ask for the whole answer at once (--no-stream)");
  CHECK(advised(message, 500, question) == "ask for the whole answer at once (--no-stream)");
  question.stream = false;
  CHECK_THAT(advised(message, 400, question), Contains("--model"));
}

TEST_CASE("a server that wants alternatives: ask for one") {
  Question question;
  question.top_logprobs = 0;
  CHECK_THAT(advised("top_logprobs must be at least 1", 400, question), Contains("-k 1"));
}

TEST_CASE("a base URL without its version, or with the wrong scheme: the likely one is named") {
  const auto at = [](const std::string& base) { return advised("no", 404, {}, true, base); };
  CHECK(at("http://h:8080") == "did you mean --base-url http://h:8080/v1?");
  CHECK(at("https://h/api/vx") == "did you mean --base-url https://h/api/vx/v1?");
  for (const std::string base :
       {"http://h/v1", "https://h/v1beta/openai", "https://h/openai/deployments/x"}) {
    CHECK(at(base) == "check --base-url and --model");
  }
  const std::string message = "Client sent an HTTP request to an HTTPS server.";
  CHECK(advised(message, 400) == "is it https://h/v1?");
}

TEST_CASE("a model that the server does not have: name another") {
  CHECK(advised("Model Not Exist", 400) == "check --model");
}

TEST_CASE("a field that was sent and that the message names: leave it out") {
  Question question;
  const std::string message = "'temperature' does not support 0.2 with this model";
  CHECK(advised(message, 400, question).empty());
  question.temperature = 0.2;
  CHECK(advised(message, 400, question) == "change or leave out --temperature");
  question.system = "x";
  question.stop = {"x"};
  CHECK(advised("the system is overloaded, please stop", 400, question).empty());
}

TEST_CASE("a status without a helpful message: advice by status") {
  CHECK_THAT(advised("no", 401), Contains("check the key"));
  CHECK_THAT(advised("no", 401, {}, false), Contains("set OPENAI_API_KEY"));
  CHECK_THAT(advised("no", 404), Contains("--base-url and --model"));
  CHECK_THAT(advised("slow down", 429), Contains("wait"));
  CHECK_THAT(advised("You exceeded your current quota (insufficient_quota)", 429),
             Contains("plan") && Contains("does not help"));
  CHECK_THAT(advised("You exceeded your current quota", 429),
             Contains("plan") && Contains("ask again later"));
  CHECK_THAT(advised("it redirects", 308), Contains("--base-url"));
  CHECK_THAT(advised("overloaded", 503), Contains("later"));
  CHECK(advised("no", 400).empty());
}
