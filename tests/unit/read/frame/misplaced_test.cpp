// How the place is found where a text departs from JSON.
#include "read/frame/misplaced.hpp"

#include "catch.hpp"

using logprobs::read::first_misplaced;

TEST_CASE("the first token that cannot be where it is is found") {
  struct Row {
    std::string_view text;
    std::string_view rest;  // from that token on
  };
  const Row row = GENERATE(values<Row>({
      {R"({"a":1 "b":2})", R"("b":2})"},
      {R"({"a":-1{"b":2}})", R"({"b":2}})"},
      {R"({"a":S78,111]})", "S78,111]}"},
      {R"({"a":nope})", "nope}"},
      {R"({"a":1]})", "]}"},
      {R"([1})", "}"},
      {R"([1,])", "]"},
      {R"([,1])", ",1]"},
      {R"([1:2])", ":2]"},
      {R"({"a":1,})", "}"},
      {R"({1:2})", "1:2}"},
      {R"({"a"})", "}"},
      {R"({"a",1})", ",1}"},
      {R"({"a":"\"" "})", R"("})"},
      {R"({"a":})", "}"},
      {R"({} x)", "x"},
      {R"({} {})", "{}"},
      {R"(1, 2)", ", 2"},
      {R"(])", "]"},
  }));
  CAPTURE(row.text);
  CHECK(row.text.substr(first_misplaced(row.text)) == row.rest);
}

TEST_CASE(
    "nothing is misplaced in JSON, in the words that Python adds, and where text is missing") {
  const std::string_view text = GENERATE(
      as<std::string_view>{}, "", R"({"a":[1,-2.5e+3,"x\\",{}],"b":{"c":[[],null,true,false]}})",
      R"( [ NaN , Infinity , -Infinity ] )", R"({"a":"x\)", R"({"a":[)");
  CAPTURE(text);
  CHECK(first_misplaced(text) == text.size());
}
