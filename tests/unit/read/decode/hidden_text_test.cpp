#include "read/decode/hidden_text.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::append_hidden;
using logprobs::read::may_be_bytes_of_response;
using logprobs::read::may_hold_response;

namespace {

std::string hidden(std::string_view raw) {
  std::string out;
  append_hidden(raw, out);
  return out;
}

}  // namespace

TEST_CASE("JSON and streams of events may hold a response, prose may not") {
  const std::string_view raw = GENERATE(
      as<std::string_view>{}, R"("{\"a\":1}")", R"("[{}]")", R"("[[1]]")", R"("[200, {}]")",
      R"(" \n\t{ \"a\":1}")", R"("data: {}")", R"("data:")", R"("event: x")", R"("id: 1")",
      R"("retry: 5")", R"(": ping")", R"("\r\ndata: x")", R"("\ufeffdata: x")", R"("[DONE]")",
      R"("\"{\\\"a\\\":1}\"")", R"("eyJhIjoxfQ==")", R"("10:00 INFO {\"a\":1}\r\n")");
  CAPTURE(raw);
  CHECK(may_hold_response(raw));
}

TEST_CASE("prose holds no response") {
  const std::string_view raw = GENERATE(
      as<std::string_view>{}, R"("")", R"(" ")", R"("Hi")", R"("data")", R"("Data: x")", R"("x{")",
      R"("7")", R"("null")", R"("ids: 1")", R"("<html>")", R"("event")", R"("{}")", R"("{x}")",
      R"("[INFO] begins")", R"("\"quoted\"")", R"("INFO {x}")", R"("eyJhIjoxfQ.eyJhIjoxfQ")");
  CAPTURE(raw);
  CHECK_FALSE(may_hold_response(raw));
}

TEST_CASE("an array of bytes may hold a response, other arrays may not") {
  for (const char* text : {"[123,34,97,34]", "[ 91 , 123 ]", "[100,97,116,97,58]"}) {
    CAPTURE(text);
    CHECK(may_be_bytes_of_response(text));
  }
  for (const char* text : {"[]", "[123]", "[123,34", "[123,34.5]", "[65,66]", "[123,345]",
                           "[-1,34]", "[\"{\"]", "[[123,34]]"}) {
    CAPTURE(text);
    CHECK_FALSE(may_be_bytes_of_response(std::string(text)));
  }
}

TEST_CASE("text is what a string, base64 or bytes mean") {
  CHECK(hidden(R"("data: {\"a\":1}\n")") == "data: {\"a\":1}\n");
  CHECK(hidden(R"("eyJhIjoxfQ==")") == "{\"a\":1}");
  CHECK(hidden("[123, 34,97 ,34,58,49,125]") == "{\"a\":1}");
  CHECK(hidden("[123,34,-1]") == "{\"");
  CHECK(hidden(R"("{\x")").empty());
}
