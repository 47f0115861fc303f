#include "catch.hpp"
#include "logprobs/read.hpp"

using logprobs::asked_in;

namespace {

struct Row {
  std::string_view request;
  std::string_view question;
};

}  // namespace

TEST_CASE("the question is what the user said last") {
  const Row row = GENERATE(Catch::Generators::values<Row>({
      {R"({"messages": [{"role": "system", "content": "Be brief."},
                        {"role": "user", "content": "Why?"},
                        {"role": "assistant", "content": "Be"}]})",
       "Why?"},
      {R"({"messages": [{"content": "A", "role": "user"}, {"role": "assistant", "content": "B"},
                        {"content": "C\u00e9\n", "role": "user"}]})",
       "C\u00e9\n"},
      {R"({"messages": [{"role": "user", "content": [{"type": "text", "text": "What "},
                        {"type": "image_url", "image_url": {"url": "x"}},
                        {"type": "text", "text": "is this?"}]}]})",
       "What is this?"},
      {R"({"input": [{"role": "user", "content": [{"type": "input_text", "text": "Why?"}]}]})",
       "Why?"},
      {R"({"contents": [{"role": "user", "parts": [{"text": "Why?"}]}]})", "Why?"},
      {R"({"model": "m", "prompt": "Once"})", "Once"},
      {R"({"prompt": ["Once"]})", "Once"},
      {R"({"input": "Why?"})", "Why?"},
      {R"({"inputs": "Once", "parameters": {}})", "Once"},
      {R"({"custom_id": "a", "body": {"messages": [{"role": "user", "content": "Why?"}]}})",
       "Why?"},
  }));
  CAPTURE(row.request);
  CHECK(asked_in(row.request).question == row.question);
}

TEST_CASE("how many choices are asked for is known where the request says so") {
  CHECK(asked_in(R"({"n": 3, "messages": []})").choices == 3);
  CHECK(asked_in(R"({"body": {"prompt": "Once", "n": 2}})").choices == 2);
  for (const std::string_view request :
       {"", "{}", R"({"n": 0})", R"({"n": -1})", R"({"n": 1.5})", R"({"n": "3"})",
        R"({"n": 99999999999})", R"({"n": null})"}) {
    CAPTURE(request);
    CHECK(asked_in(request).choices == 0);
  }
}

TEST_CASE("where nobody knows what was asked, there is no question") {
  for (const std::string_view request :
       {"", "{}", "[]", "7", "null", "\"Why?\"", "{\"messages\": \"", "{\"messages\": []}",
        R"({"prompt": ["a", "b"]})", R"({"prompt": [1, 2]})", R"({"prompt": null})",
        R"({"messages": [{"role": "system", "content": "Be brief."}]})",
        R"({"messages": [{"role": "user"}, 7, {"role": 1, "content": "a"}]})",
        R"({"messages": [{"role": "user", "content": {"a": 1}}]})",
        R"({"seed":[redacted],"prompt":"a"})", "{\"prompt\": \"\xff\"}"}) {
    CAPTURE(request);
    CHECK(asked_in(request).question.empty());
  }
}
