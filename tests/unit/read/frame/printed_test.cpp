#include "read/frame/printed.hpp"

#include <string_view>

#include "catch.hpp"

using logprobs::read::describe_printed;

TEST_CASE("text that looks like JSON but is none is named") {
  struct Row {
    std::string_view text;
    std::string_view part;  // of the sentence
  };
  const Row row = GENERATE(values<Row>({
      {"{'id': 'x', 'choices': [{'index': 0}]}", "Python prints a dict"},
      {"[{'id': 'x'}]", "Python prints a dict"},
      {"b'{\"id\": \"x\"}'", "Python prints bytes"},
      {"ChatCompletion(id='x', choices=[Choice(index=0)])", "Python prints an object"},
      {"[openai.Choice(\n  index=0)]", "Python prints an object"},
      {"{ id: 'x', choices: [ [Object] ] }", "Node prints an object"},
      {"{\n  id: 'x',\n  choices: [ [Object] ]\n}", "Node prints an object"},
      {"[\n  {\n    id: 'x' }", "Node prints an object"},
      {"{\"id\"=>\"x\"}", "Ruby prints a hash"},
      {"{:id => \"x\"}", "Ruby prints a hash"},
      {"<!doctype html>", "HTML or XML"},
      {"<?xml version='1.0'?>", "HTML or XML"},
      {"---\nid: x", "YAML"},
      {"id: chatcmpl-x\nobject: chat.completion", "YAML"},
      {"choices:\n  - index: 0", "YAML"},
      {"- id: x", "YAML"},
      {"source,line,token\na.json,1,Hi", "CSV"},
      {"\"id\";\"model\";\"text\"\r\n1;2;3", "CSV"},
      {"id\tmodel\ttext", "CSV"},
  }));
  CAPTURE(row.text);
  CHECK_THAT(std::string(describe_printed(row.text)), Contains(std::string(row.part)));
}

TEST_CASE("JSON, broken JSON and the lines of logs are not named") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "", "{}", "{\"id\": 'x'}", "[{\"id\":1}", "{ \"id\": 1",
               "hello", "hello, world, again: x", "INFO: started", "id", "id:x", "call(x)",
               "data: {}", "2026-11-28 12:00:00,123 id=1", "a,b", "\"a,b,c\"", "a,b,\"c");
  CAPTURE(text);
  CHECK(describe_printed(text).empty());
}
