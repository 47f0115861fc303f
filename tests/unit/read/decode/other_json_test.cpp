#include "read/decode/other_json.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

namespace {

std::string described(std::string_view text) {
  const std::string padded = std::string(text) + std::string(64, '\0');
  simdjson::ondemand::parser parser;
  return logprobs::read::describe_other_json(std::string_view(padded).substr(0, text.size()),
                                             parser);
}

}  // namespace

TEST_CASE("JSON that people take for a response is named, with what to do") {
  struct Row {
    std::string_view text;
    std::string_view sentence;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}})",
       "this is a request of a Batch, not a response; replay the Batch's output file"},
      {R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"logprobs":true})",
       "this is a request, not a response; save what the server sends back"},
      {R"({"model":"m","prompt":"Hi"})",
       "this is a request, not a response; save what the server sends back"},
      {R"({"model":"m","input":"Hi"})",
       "this is a request, not a response; save what the server sends back"},
      {R"({"inputs":"Hi","parameters":{"details":true}})",
       "this is a request, not a response; save what the server sends back"},
      {R"({"contents":[{"parts":[{"text":"Hi"}]}]})",
       "this is a request, not a response; save what the server sends back"},
      {R"({"id":"b","object":"batch","status":"completed","output_file_id":"file-7"})",
       "this is a Batch job; download its output file, file-7, and replay that"},
      {R"({"id":"b","output_file_id":null,"object":"batch","status":"in_progress"})",
       "this is a Batch job without an output file (status: in_progress)"},
      {R"({"object":"batch"})", "this is a Batch job without an output file"},
      {R"({"object":"list","data":[{"id":"b","object":"batch"}]})",
       "this is a list of Batch jobs; download the output file of one and replay that"},
      {R"({"object":"list","data":[{"id":"m","object":"model"}]})",
       "this is about a model, not a response of one"},
      {R"({"data":[{"object":"embedding","embedding":[0.5]}],"object":"list"})",
       "this is an embedding, which has no tokens"},
      {R"({"model":"m","embeddings":[[0.5]]})", "this is an embedding, which has no tokens"},
      {R"({"object":"file","id":"file-7"})",
       "this is about a file; download its content and replay that"},
      {R"({"type":"message","role":"assistant","content":[],"model":"m"})",
       "this is a message of Anthropic's API, which gives no logprobs"},
      {R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"})",
       "this is a JSON Schema, not a response"},
  }));
  CAPTURE(row.text);
  CHECK(described(row.text) == row.sentence);
}

TEST_CASE("other JSON is not named, nor is what is no object") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "{}", "[]", "7", "", R"({"object":"list","data":[]})",
               R"({"object":"list","data":[7]})", R"({"object":"list"})",
               R"({"object":7,"type":null})", R"({"model":"m","prompt":"Hi","content":"Ho"})",
               R"({"url":"u","body":{}})", R"({"input":"Hi"})", R"({"a":)");
  CAPTURE(text);
  CHECK(described(text).empty());
}
