#include "show/words/views.hpp"

#include <set>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

TEST_CASE("every view of the list can be made and shows an answer") {
  const Answer answer = answer_of({{"Hello", 0.95}});
  std::set<std::string_view> names;
  for (const ViewInfo& info : views()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK_FALSE(info.about.empty());
    REQUIRE(make_view(info.name, {}) != nullptr);
    CHECK_FALSE(shown(info.name, answer).empty());
  }
}

TEST_CASE("views go by the names of the contract") {
  for (const std::string_view name : {"text", "table", "chart", "summary", "plain", "json"}) {
    CAPTURE(name);
    CHECK(make_view(name, {}) != nullptr);
  }
  for (const std::string_view name : {"", "help", "Text", "tex", "texts", " text"}) {
    CAPTURE(name);
    CHECK(make_view(name, {}) == nullptr);
  }
}

TEST_CASE("each name leads to the view that it names") {
  const Answer answer = answer_of({{"Hello", 0.95}});
  CHECK(shown("plain", answer) == "Hello");
  CHECK_THAT(shown("text", answer), Contains("Hello\n\n  ■ > 90%"));
  CHECK_THAT(shown("table", answer), Contains("token  alternatives"));
  CHECK_THAT(shown("chart", answer), Contains("  Hello         ▸█"));
  CHECK_THAT(shown("summary", answer), Contains("source\ttokens\t"));
  CHECK_THAT(shown("json", answer), Contains("{\"source\": \"a.json\""));
}

TEST_CASE("a view shows the next answer as it showed the first") {
  const Answer answer = answer_of({{"Hel", 0.5}, {"lo", 0.95}});
  ShowOptions quiet;
  quiet.quiet = true;
  for (const std::string_view name : {"text", "table", "chart", "summary", "json"}) {
    CAPTURE(name);
    const std::string once = shown(name, answer, quiet);
    CHECK(shown(name, {answer, answer}, quiet) == once + once);
  }
}
