#include "read/join/calls.hpp"

#include "catch.hpp"

using logprobs::read::CallPiece;
using logprobs::read::Calls;

TEST_CASE("called functions are named once each, the first three of them") {
  struct Row {
    std::vector<std::string> names;
    std::string_view description;
  };
  const Row row = GENERATE(values<Row>({
      {{"", ""}, "a call of a function"},
      {{"f", "", ""}, "a call of f"},
      {{"f", "", "f"}, "a call of f"},
      {{"f", "g", "f"}, "calls of f and g"},
      {{"f", "g", "h"}, "calls of f, g and h"},
      {{"f", "g", "h", "g", "f"}, "calls of f, g and h"},
      {{"f", "g", "h", "i", "j"}, "calls of f, g, h and others"},
  }));
  Calls calls;
  CHECK_FALSE(calls.any());
  for (const std::string& name : row.names) calls.add(name);
  CHECK(calls.any());
  CHECK(calls.description() == row.description);
}

TEST_CASE("the pieces of a call are joined") {
  const auto joined = [](const std::vector<CallPiece>& pieces) {
    Calls calls;
    std::vector<logprobs::Call> all;
    for (const CallPiece& piece : pieces) calls.join(piece, all);
    std::vector<std::string> texts;
    for (const logprobs::Call& call : all) {
      texts.push_back(std::to_string(call.choice) + " " + call.name + call.arguments);
    }
    return texts;
  };
  using Texts = std::vector<std::string>;
  // in a stream: the name first, then the arguments
  CHECK(
      joined({{{0, "f", ""}, 0}, {{0, "", "{\"a\""}, 0}, {{0, "", ":1}"}, 0}, {{0, "", ""}, 0}}) ==
      Texts{"0 f{\"a\":1}"});
  // two calls at once, and two choices
  CHECK(joined({{{0, "f", ""}, 0},
                {{0, "g", ""}, 1},
                {{1, "h", ""}, 0},
                {{0, "", "[1]"}, 1},
                {{0, "", "[0]"}, 0}}) == Texts{"0 f[0]", "0 g[1]", "1 h"});
  // whole calls, which have no number
  CHECK(joined({{{0, "f", "{}"}, 0, false, true}, {{0, "f", "{}"}, 0, false, true}}) ==
        Texts{"0 f{}", "0 f{}"});
  // the same call in two fields
  CHECK(joined({{{0, "f", "{}"}, 0, true}, {{0, "f", "{}"}, 0}}) == Texts{"0 f{}"});
}
