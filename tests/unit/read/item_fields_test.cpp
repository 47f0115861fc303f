#include "read/item_fields.hpp"

#include <fmt/format.h>

#include "catch.hpp"
#include "logprobs/read.hpp"

using logprobs::Answer;
using logprobs::Field;
using logprobs::read::ItemFields;

namespace {

constexpr std::size_t readable = 64;  // bytes after a document

/// The document at the beginning of a text that has as many bytes after it.
std::string padded(std::string_view json) { return std::string(json).append(readable, ' '); }

std::string show(const Field& field) {
  if (!field.found) return "none";
  return (field.is_text ? "text " : "json ") + field.value;
}

/// What a key says of a response that is at `path` in an item.
std::string look_up(const std::string& key, std::string_view document, std::string_view path = {}) {
  const std::string text = padded(document);
  const std::string_view json = std::string_view(text).substr(0, document.size());
  ItemFields fields({key});
  fields.begin(json);
  Answer answer;
  fields.begin_answer(answer);
  fields.take_own(json, path, answer);
  return show(answer.fields.at(0));
}

struct Row {
  std::string key;
  std::string_view found;
};

/// The first field of all answers in a source.
std::vector<std::string> of_answers(std::string_view source, const std::string& key) {
  logprobs::ReadOptions options;
  options.fields = {key};
  logprobs::Reader reader(options);
  reader.feed(source);
  reader.finish();
  std::vector<std::string> found;
  for (auto event = reader.next(); event != logprobs::Event::end; event = reader.next()) {
    if (event == logprobs::Event::done) found.push_back(show(reader.answer().fields.at(0)));
  }
  return found;
}

using Strings = std::vector<std::string>;

/// A response, which is in an item that begins with `before`.
std::string item(std::string_view before, std::string_view id) {
  return fmt::format(
      R"({}{{"id": "{}", "object": "chat.completion", "choices": [{{"message": {{"content": "a"}}, )"
      R"("logprobs": {{"content": [{{"token": "a", "logprob": -1}}]}}}}]}}}})",
      before, id);
}

}  // namespace

TEST_CASE("a key is a name or a pointer") {
  constexpr std::string_view document =
      R"({"a": {"b": ["x", {"c/d": 1, "e~f": 2, "": 3}]}, "/a": 4, "a b": 5, "\u0061c": 6})";
  const Row row = GENERATE(values<Row>({
      {"/a/b/0", "text x"},
      {"/a/b/1/c~1d", "json 1"},
      {"/a/b/1/e~0f", "json 2"},
      {"/a/b/1/", "json 3"},
      {"/~1a", "json 4"},
      {"a b", "json 5"},
      {"ac", "json 6"},  // the key is spelled with an escape
      {"/a/b/2", "none"},
      {"/a/b/00", "none"},
      {"/a/b/-1", "none"},
      {"/a/b/-", "none"},
      {"/a/b/0/x", "none"},
      {"a/b", "none"},
      {"b", "none"},  // it is not at the top
      {"/", "none"},
  }));
  CAPTURE(row.key);
  CHECK(look_up(row.key, document) == row.found);
}

TEST_CASE("values are kept as they were sent") {
  constexpr std::string_view document =
      R"({"a": 1.50, "b": 12345678901234567890123, "c": true, "d": null, "e": [ 1, { "x" : "y z" } ],
          "f": "x\n\u00e9\ud800", "g": "", "h": NaN, "i": {}, "j": -0, "k": 1e999})";
  const Row row = GENERATE(values<Row>({
      {"a", "json 1.50"},
      {"b", "json 12345678901234567890123"},
      {"c", "json true"},
      {"d", "none"},
      {"e", R"(json [1,{"x":"y z"}])"},
      {"f", "text x\n\u00e9\ufffd"},
      {"g", "text "},
      {"h", "text NaN"},  // of Python, but no JSON
      {"i", "json {}"},
      {"j", "json -0"},
      {"k", "json 1e999"},
  }));
  CAPTURE(row.key);
  CHECK(look_up(row.key, document) == row.found);
}

TEST_CASE("a pointer leads through strings of JSON") {
  constexpr std::string_view document =
      R"({"log": "{\"a\": 1, \"in\": \"[7, {\\\"b\\\": \\\"x\\\"}]\", \"prose\": \"b\"}\n"})";
  CHECK(look_up("/log/a", document) == "json 1");
  CHECK(look_up("/log/in/1/b", document) == "text x");
  CHECK(look_up("/log/in/2", document) == "none");
  CHECK(look_up("/log/prose/b", document) == "none");
  CHECK(look_up("/log/prose", document) == "text b");
}

TEST_CASE("where the item has no such pointer, the response is asked") {
  constexpr std::string_view document = R"({"a": 1, "x": {"r": [{"a": 2, "b": 3}]}, "n": null})";
  CHECK(look_up("/a", document, "/x/r/0") == "json 1");
  CHECK(look_up("/b", document, "/x/r/0") == "json 3");
  CHECK(look_up("b", document, "/x/r/0") == "json 3");
  CHECK(look_up("r", document, "/x/r/0") == "none");
}

TEST_CASE("a name is looked up in the objects around the response, from the inside out") {
  const std::string source =
      item(R"({"t": 1, "u": 1, "id": "top", "runs": [{"t": 2, "v": null, "x": {"t": 3, "r": )",
           "r1") +
      R"(, "u": [ 4 ], "v": 5, "\u0077": "6"}, "prose"], "v": 7, "id": 8})";
  CHECK(of_answers(source, "t") == Strings{"json 3"});
  CHECK(of_answers(source, "u") == Strings{"json [4]"});
  CHECK(of_answers(source, "v") == Strings{"json 5"});  // null is as good as none
  CHECK(of_answers(source, "w") == Strings{"text 6"});
  CHECK(of_answers(source, "id") == Strings{"text top"});  // the first of two, before the response
  CHECK(of_answers(source, "object") == Strings{"text chat.completion"});  // the response's
  CHECK(of_answers(source, "0") == Strings{"none"});                       // is no name of an array
}

TEST_CASE("a name may be that of what is around the response") {
  const std::string source = item(R"({"t": 1, "x": {"y": 2, "r": )", "r1") + "  }";
  REQUIRE(of_answers(source, "x").size() == 1);
  const std::string x = of_answers(source, "x").front();
  CHECK(x.starts_with(R"(json {"y":2,"r":{"id":"r1",)"));
  CHECK(x.ends_with("]}}"));
}

TEST_CASE("what is no JSON has no fields") {
  for (const std::string_view json :
       {"", " ", "a", "[", R"({"a": )", R"("a")", "1", R"({"a" 1})"}) {
    CAPTURE(json);
    CHECK(look_up("a", json) == "none");
  }
}

TEST_CASE("keys are looked up independently of one another, even in broken JSON") {
  for (const std::string_view document :
       {R"({"a": {"b": 1}, "c": [2]})", R"({"a": {"b": 1}, "c": [2], "d" 3})",
        R"({"a": {"b": 1}, "c": [2], "d": [3 4)"}) {
    const std::string text = padded(document);
    ItemFields fields({"x", "/c/0", "/d/1", "a", "/a/b", "/c/1"});
    fields.begin(std::string_view(text).substr(0, document.size()));
    Answer answer;
    fields.begin_answer(answer);
    fields.take_own(std::string_view(text).substr(0, document.size()), {}, answer);
    Strings found;
    for (const Field& field : answer.fields) found.push_back(show(field));
    CAPTURE(document);
    CHECK(found == Strings{"none", "json 2", "none", R"(json {"b":1})", "json 1", "none"});
  }
}

TEST_CASE("each answer has the fields of its own item") {
  const std::string lines = item(R"({"t": 1, "response": )", "r1") + '\n' +
                            item(R"({"response": )", "r2") + '\n' +
                            item(R"({"t": 3, "response": )", "r3");
  CHECK(of_answers(lines, "t") == Strings{"json 1", "none", "json 3"});
  CHECK(of_answers(lines, "id") == Strings{"text r1", "text r2", "text r3"});
}

TEST_CASE("of an array of items each element is one") {
  const std::string array = '[' + item(R"({"t": 1, "response": )", "r1") + ", " +
                            item(R"({"t": 2, "response": )", "r2") + ']';
  CHECK(of_answers(array, "t") == Strings{"json 1", "json 2"});
  CHECK(of_answers(array, "/t") == Strings{"json 1", "json 2"});
}

TEST_CASE("several responses in one item share its fields") {
  const std::string runs =
      item(R"({"runs": [{"r": )", "r1") + ", " + item(R"({"r": )", "r2") + R"(], "t": 1})";
  CHECK(of_answers(runs, "t") == Strings(2, "json 1"));
  CHECK(of_answers(runs, "id") == Strings{"text r1", "text r2"});
}

TEST_CASE("each of several responses has what is nearest to it") {
  const std::string runs = item(R"({"t": 0, "runs": [{"t": 1, "r": )", "r1") +
                           R"(, {"t": "of no response"}, )" + item(R"({"r": )", "r2") +
                           item(R"(, {"t": 3, "r": )", "r3") + R"(], "u": 4})";
  CHECK(of_answers(runs, "t") == Strings{"json 1", "json 0", "json 3"});
  CHECK(of_answers(runs, "u") == Strings(3, "json 4"));
  CHECK(of_answers(runs, "id") == Strings{"text r1", "text r2", "text r3"});
}

TEST_CASE("a response in a string has what is around it there, and around the string") {
  const std::string inner =
      R"({\"t\": 1, \"r\": {\"id\": \"r\", \"choices\": [{\"logprobs\": {\"content\": )"
      R"([{\"token\": \"a\", \"logprob\": -1}]}}]}})";
  const std::string source = fmt::format(R"({{"t": 2, "u": 3, "log": "{}\n"}})", inner);
  CHECK(of_answers(source, "t") == Strings{"json 1"});
  CHECK(of_answers(source, "u") == Strings{"json 3"});
  CHECK(of_answers(source, "id") == Strings{"text r"});
  CHECK(of_answers(source, "/t") == Strings{"json 2"});
  CHECK(of_answers(source, "/log/t") == Strings{"json 1"});
  const std::string two =
      fmt::format(R"({{"u": 3, "logs": [{{"t": 4, "log": "{0}"}}, "{0}"]}})", inner);
  CHECK(of_answers(two, "u") == Strings{"json 3"});  // they say the same
}

TEST_CASE("a stream has the first value that an event of it has") {
  const std::string_view stream =
      "data: {\"id\": \"s\", \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, "
      "\"delta\": {\"content\": \"a\"}, \"logprobs\": {\"content\": [{\"token\": \"a\", "
      "\"logprob\": -1}]}}]}\n\n"
      "data: {\"id\": \"s\", \"object\": \"chat.completion.chunk\", \"t\": 2, \"choices\": "
      "[{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}\n\n"
      "data: {\"id\": \"s\", \"object\": \"chat.completion.chunk\", \"t\": 3, \"choices\": []}\n\n"
      "data: [DONE]\n\n";
  CHECK(of_answers(stream, "t") == Strings{"json 2"});
  CHECK(of_answers(stream, "id") == Strings{"text s"});
}

TEST_CASE("fields are not looked up unless they are wanted") {
  logprobs::Reader reader({});
  reader.feed(item(R"({"t": 1, "response": )", "r"));
  reader.finish();
  while (reader.next() != logprobs::Event::done) {
  }
  CHECK(reader.answer().fields.empty());
}

TEST_CASE("a request that is kept before a stream is its field") {
  const std::string stream = R"(data: {"object":"chat.completion.chunk","id":"1","choices":)"
                             R"([{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]})"
                             "\n\ndata: [DONE]\n\n";
  const std::string kept = ": logprobs request {\"model\": \"m\"}\n";
  CHECK(of_answers(kept + stream + stream, "request") == Strings{R"(json {"model":"m"})", "none"});
  CHECK(of_answers(kept + stream, "model") == Strings{"none"});
}
