#include "ask/continuation.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"

using namespace logprobs::ask;
using Json = nlohmann::json;

namespace {

const std::string chat =
    R"({"model":"m","messages":[{"role":"user","content":"Q"}],"stream":true,"n":2,)"
    R"("temperature":1,"top_p":0.5,"max_completion_tokens":9,"top_logprobs":7,"stop":"x"})";

Json chatted(const std::string& request, Continue how = Continue::prefill) {
  return Json::parse(chat_continuation({.request = request, .text = "A b"}, how));
}

}  // namespace

TEST_CASE("a chat goes on with a last message of the assistant") {
  const Json body = chatted(chat);
  CHECK(body["messages"] ==
        Json::parse(R"([{"role":"user","content":"Q"},{"role":"assistant","content":"A b"}])"));
  CHECK(body["temperature"] == 0);
  CHECK(body["max_tokens"] == 40);
  CHECK(body["stream"] == false);
  CHECK(body["logprobs"] == true);
  CHECK(body["top_logprobs"] == 7);
  CHECK(body["stop"] == "x");
  for (const char* const gone : {"n", "top_p", "max_completion_tokens", "continue_final_message"}) {
    CHECK_FALSE(body.contains(gone));
  }
  const Json told = chatted(chat, Continue::vllm);
  CHECK(told["continue_final_message"] == true);
  CHECK(told["add_generation_prompt"] == false);
  CHECK_FALSE(told["messages"][1].contains("prefix"));
  const Json marked = Json::parse(chat_continuation(
      {.request = chat, .text = "A", .model = "", .marks_prefix = true}, Continue::prefill));
  CHECK(marked["messages"][1]["prefix"] == true);
}

TEST_CASE("another model can be asked, for as many tokens as one likes") {
  const Json body = Json::parse(chat_continuation(
      {.request = chat, .text = "A", .most_tokens = 3, .model = "other"}, Continue::prefill));
  CHECK(body["model"] == "other");
  CHECK(body["max_tokens"] == 3);
}

TEST_CASE("what is drawn is drawn as the request says, each time anew") {
  const std::string seeded = R"({"model":"m","messages":[{"role":"user","content":"Q"}],"seed":5})";
  const auto drawn = [](const std::string& request, const std::string& text) {
    return Json::parse(
        chat_continuation({.request = request, .text = text, .draws = true}, Continue::vllm));
  };
  CHECK(drawn(chat, "A")["temperature"] == 1);
  CHECK(drawn(chat, "A")["top_p"] == 0.5);
  CHECK(drawn(seeded, "A")["temperature"] == 1);
  CHECK_FALSE(drawn(seeded, "A").contains("seed"));
  CHECK(drawn(R"({"input":"Q","temperature":0.2})", "A")["temperature"] == 0.2);
  // From the first token on, there is nothing to go on with.
  const Json first = drawn(chat, "");
  CHECK(first["messages"].size() == 1);
  CHECK_FALSE(first.contains("continue_final_message"));
  const Json ids = Json::parse(native_continuation(
      {.request = R"({"messages":[{"role":"user","content":"Q"}],"temperature":0.2})",
       .text = "A",
       .draws = true},
      std::vector<std::int64_t>{1}));
  CHECK(ids["temperature"] == 0.2);
}

TEST_CASE("what the assistant began is continued") {
  const Json body =
      chatted(R"({"messages":[{"role":"user","content":"Q"},)"
              R"({"role":"assistant","content":[{"type":"text","text":"Well, "}]}]})");
  CHECK(body["messages"].size() == 2);
  CHECK(body["messages"][1]["content"] == "Well, A b");
}

TEST_CASE("a request may be inside other objects, and of other APIs") {
  const std::string string = Json(chat).dump();
  for (const std::string& request :
       {chat, R"({"custom_id":"1","body":)" + chat + "}", R"({"body":)" + string + "}",
        R"({"postData":{"text":)" + string + "}}", string}) {
    CAPTURE(request);
    CHECK(conversation_in(request) == Conversation::messages);
    CHECK(model_in(request) == "m");
    CHECK(chatted(request)["messages"][0]["content"] == "Q");
  }
  const Json body =
      chatted(R"({"model":"m","input":"Q","instructions":"S","top_logprobs":2,"store":true})");
  CHECK(body["messages"][0] == Json::parse(R"({"role":"system","content":"S"})"));
  CHECK(body["messages"][1]["content"] == "Q");
  CHECK(body["top_logprobs"] == 2);
  CHECK_FALSE(body.contains("input"));
  for (const std::string request :
       {"", "no", "[]", "5", "{}", R"({"messages":[]})", R"({"prompt":5})", R"("[")",
        R"({"body":{"body":{"body":{"body":{"body":{"prompt":"deep"}}}}}})"}) {
    CAPTURE(request);
    CHECK(conversation_in(request) == Conversation::none);
    CHECK(model_in(request).empty());
  }
}

TEST_CASE("the completions API gets one prompt") {
  const auto completed = [](const std::string& request) {
    return Json::parse(completions_continuation({.request = request, .text = " A"}));
  };
  const Json kept =
      completed(R"({"model":"m","prompt":"Q","logprobs":3,"echo":true,"suffix":"s"})");
  CHECK(kept["prompt"] == "Q A");
  CHECK(kept["logprobs"] == 3);
  CHECK(kept["suffix"] == "s");
  CHECK_FALSE(kept.contains("echo"));
  CHECK(conversation_in(R"({"prompt":"Q"})") == Conversation::prompt);
  const Json made = completed(chat);
  CHECK(made["prompt"] == "Q\n\n A");
  CHECK(made["logprobs"] == 5);
  CHECK_FALSE(made.contains("messages"));
  CHECK_FALSE(made.contains("top_logprobs"));
}

TEST_CASE("llama.cpp's own API") {
  CHECK(Json::parse(template_request(chat)) ==
        Json::parse(R"({"model":"m","messages":[{"role":"user","content":"Q"}]})"));
  CHECK(Json::parse(tokenize_request("p", true)) ==
        Json::parse(R"({"content":"p","add_special":true,"parse_special":true})"));
  CHECK(Json::parse(tokenize_request("<s>", false))["parse_special"] == false);
  CHECK(detokenize_request(std::vector<std::int64_t>{1, 2}) == R"({"tokens":[1,2]})");
  const Json body = Json::parse(
      native_continuation({.request = chat, .text = ""}, std::vector<std::int64_t>{1, 2}));
  CHECK(body == Json::parse(R"({"model":"m","stop":["x"],"prompt":[1,2],"n_probs":7,)"
                            R"("temperature":0,"n_predict":40,"stream":false})"));
}

TEST_CASE("responses that are none are not believed") {
  CHECK(prompt_in(R"({"prompt":"p"})") == "p");
  CHECK(content_in(R"({"content":"c"})") == "c");
  CHECK(ids_in(R"({"tokens":[1,2]})") == std::vector<std::int64_t>{1, 2});
  CHECK(is_version(R"({"version":"0.9"})"));
  for (const std::string response :
       {"", "<html>", "[]", R"({"prompt":5,"tokens":[1,"x"],"version":5,"content":null})",
        R"({"tokens":{}})"}) {
    CAPTURE(response);
    CHECK_FALSE(prompt_in(response));
    CHECK_FALSE(content_in(response));
    CHECK_FALSE(ids_in(response));
    CHECK_FALSE(is_version(response));
  }
}

TEST_CASE("lines of a Batch") {
  const auto request = batch_request(R"({"custom_id":"a","url":"/v1","body":)" + chat + "}");
  REQUIRE(request);
  CHECK(request->custom_id == "a");
  CHECK(model_in(request->body) == "m");
  for (const std::string& line : {std::string(), std::string("{}"), R"({"body":)" + chat + "}",
                                  std::string(R"({"custom_id":"a","body":{}})")}) {
    CHECK_FALSE(batch_request(line));
  }
}
