#include "judge/json_calls.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::Call;
using logprobs::judge::CallFinder;
using logprobs::judge::JsonScan;

namespace {

std::string piece(std::string_view text, const logprobs::judge::Bytes& bytes) {
  return std::string(text.substr(bytes.begin, bytes.size()));
}

/// "name first-value" of the next call in the text; "?" for a name that is not there, "" if the
/// text has no such call.
std::string next(CallFinder& finder, std::string_view text, const std::string& name,
                 const std::string& json) {
  JsonScan arguments;
  scan_json(json, 0, arguments);
  const auto place = finder.find(Call{0, name, json}, arguments);
  if (!place) return "";
  return (place->name ? piece(text, *place->name) : "?") + " " +
         piece(text, place->scan->leaves[place->first_leaf].value);
}

std::string found(std::string_view text, const std::string& name, const std::string& json) {
  CallFinder finder(text);
  return next(finder, text, name, json);
}

}  // namespace

TEST_CASE("a call is found in the ways in which models write it") {
  const std::string json = R"({"city":"Rome"})";
  CHECK(found(R"(<tool_call>{"name": "f", "arguments": {"city": "Rome"}}</tool_call>)", "f",
              json) == "f Rome");
  CHECK(found(R"({"parameters": {"city": "Rome"}, "name": "f"})", "f", json) == "f Rome");
  CHECK(found(R"([TOOL_CALLS] [{"name": "f", "arguments": {"city": "Rome"}}])", "f", json) ==
        "f Rome");
  CHECK(found(R"(<function=f>{"city": "Rome"}</function>)", "f", json) == "f Rome");
  CHECK(found(R"({ "city" : "Rome" } )", "f", json) == "? Rome");
}

TEST_CASE("a server may write the arguments in another way") {
  CHECK(found(R"(f({"n": 1.50, "t": "caf\u00e9"}))", "f", R"({"n":1.5,"t":"café"})") == "f 1.50");
  CHECK(found(R"(f({"n": 1, "m": 2}))", "f", R"({"n":1})").empty());
  CHECK(found(R"(f({"n": 1}))", "f", R"({"n":1,"m":2})").empty());
  CHECK(found(R"(f({"n": 1}))", "f", R"({"n":2})").empty());
  CHECK(found(R"(f({"n": 1}))", "f", R"({"m":1})").empty());
  CHECK(found(R"(f({"n": [1]}))", "f", R"({"n":{"0":1}})").empty());
  CHECK(found(R"(f({"n": true}))", "f", R"({"n":false})").empty());
  CHECK(found(R"(f({}))", "f", "{}") == "f {}");
  CHECK(found("no call at all", "f", "{}").empty());
}

TEST_CASE("calls are found one after another, also two that are alike") {
  const std::string_view text =
      R"(See [1]. {"name": "f", "arguments": {"n": 1}} {"name": "g", "arguments": {"n": 1}})";
  CallFinder finder(text);
  CHECK(next(finder, text, "f", R"({"n": 1})") == "f 1");
  CHECK(next(finder, text, "g", R"({"n": 1})") == "g 1");
  CHECK(next(finder, text, "g", R"({"n": 1})").empty());
}

TEST_CASE("of arguments that are cut off, what is whole is found") {
  CHECK(found(R"({"name": "f", "arguments": {"a": 1, "b": )", "f", R"({"a": 1, "b")") == "f 1");
  JsonScan arguments;
  scan_json(R"({"a)", 0, arguments);
  CHECK(CallFinder(R"({"name": "f", "arguments": {"a)").find({0, "f", R"({"a)"}, arguments));
  CHECK_FALSE(CallFinder(R"(No {"name": "f"})").find({0, "f", R"({"a)"}, arguments));
}
