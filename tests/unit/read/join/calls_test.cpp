#include "read/join/calls.hpp"

#include "catch.hpp"

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
