#include "cli/sought_values.hpp"

#include "catch.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::cli;

TEST_CASE("labels are separated by commas, and differ") {
  CHECK(parse_labels({"--labels", "Yes, no ,はい"}) ==
        std::vector<std::string>{"Yes", "no", "はい"});
  for (const char* text : {"", "a,", "a,A", "a,'a'", "a,...", "é,E\u0301"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_labels({"--labels", text}), Error);
  }
}

TEST_CASE("a scale is a range or a list") {
  CHECK(parse_scale({"--rating", "1-3"}) == std::vector<double>{1, 2, 3});
  CHECK(parse_scale({"--rating", "-1-1"}) == std::vector<double>{-1, 0, 1});
  CHECK(parse_scale({"--rating", "-3--2"}) == std::vector<double>{-3, -2});
  CHECK(parse_scale({"--rating", "2,1,1.5"}) == std::vector<double>{1, 1.5, 2});
  for (const char* text : {"", "1", "2-1", "1-", "-", "a-b", "1,1", "1,", "1-2-3", "0-1001"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_scale({"--rating", text}), Error);
  }
}

TEST_CASE("an enum has a path and the values there") {
  const Enum one = parse_enum({"--enum", "/a~1b/0=x,y=z"});
  CHECK(one.path == "/a~1b/0");
  CHECK(one.values == std::vector<std::string>{"x", "y=z"});
  CHECK(parse_enum({"--enum", "=a,b"}).path.empty());
  CHECK(parse_enum({"--enum", "/op=+, -,Open,open"}).values ==
        std::vector<std::string>{"+", "-", "Open", "open"});
  for (const char* text : {"", "/a", "a=b,c", "/a=", "/a=b,b", "/a=b,", "/~2=a,b", "/~=a,b"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_enum({"--enum", text}), Error);
  }
}

TEST_CASE("the probability of a field follows the last equals sign") {
  const MinField one = parse_min_field({"--min-field", "/a=b=0.5"});
  CHECK(one.path == "/a=b");
  CHECK(one.probability == 0.5);
  for (const char* text : {"", "/a", "a=0.5", "/a=", "/a=2", "/a=b"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_min_field({"--min-field", text}), Error);
  }
  Sought sought;
  sought.min_fields = {one};
  complete(sought);
  CHECK(sought.fields);
}

TEST_CASE("the expected label is written as the labels have it") {
  Sought sought{.labels = {"Yes", "No"}, .expected_label = "yes!"};
  complete(sought);
  CHECK(*sought.expected_label == "Yes");
  sought.expected_label = "perhaps";
  CHECK_THROWS_AS(complete(sought), Error);
  Sought after{.rating_after = "Score"};
  CHECK_THROWS_AS(complete(after), Error);
}

TEST_CASE("a rating is looked for in one place") {
  CHECK(parse_path({"--rating-field", "/a/0"}) == "/a/0");
  CHECK(parse_path({"--rating-field", ""}).empty());
  CHECK_THROWS_AS(parse_path({"--rating-field", "a"}), Error);
  Sought sought;
  sought.rating_field = "/a";
  CHECK_THROWS_AS(complete(sought), Error);
  sought.scale = {1, 2};
  complete(sought);
  CHECK(sought.fields);
  sought.rating_after = "Score";
  CHECK_THROWS_AS(complete(sought), Error);
}
