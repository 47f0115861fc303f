#include <map>
#include <string>

#include "catch.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read_truth.hpp"

namespace logprobs {
namespace {

/// "a+ b-": each id in its place, and whether it is correct; or what is wrong.
std::string read(std::string_view text) {
  try {
    std::map<std::uint32_t, std::string> places;
    for (const auto& [id, entry] : read_truth(text, "t")) {
      places[entry.place] = id + (entry.correct ? "+" : "-");
    }
    std::string all;
    for (const auto& [place, id] : places) all += (all.empty() ? "" : " ") + id;
    return all;
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    return error.what();
  }
}

TEST_CASE("truth in JSON Lines") {
  CHECK(read(R"({"custom_id": "a", "correct": true})") == "a+");
  CHECK(read("{\"correct\":0,\"x\":[{}],\"custom_id\":\"b\"}\r\n\n "
             "{\"custom_id\":7,\"correct\":1}\n") == "b- 7+");
  CHECK(read(R"({"custom_id": "\u00e9", "correct": 1.0})") == "é+");
  CHECK(read(R"({"custom_id": "a", "correct": "False"})") == "a-");
}

TEST_CASE("truth in CSV, with columns in any order") {
  CHECK(read("custom_id,correct\na,1\nb,0\n") == "a+ b-");
  CHECK(read("\xEF\xBB\xBFnote,correct,custom_id\r\n\"x,\r\ny\",True,\"a,1\"\r\n,FALSE,b") ==
        "a,1+ b-");
  CHECK(read("custom_id,correct\na, 1 \nb,0.0\n") == "a+ b-");
}

TEST_CASE("a row that says the same twice counts once") {
  CHECK(read("custom_id,correct\na,1\nb,0\na,true\nc,1\n") == "a+ b- c+");
}

TEST_CASE("bad rows are named by their line") {
  CHECK(read("custom_id,correct\na,1\n\na,0\n") ==
        "t:4 says that “a” is not correct, and a line before it the opposite");
  CHECK(read("custom_id,correct\na,maybe\n") ==
        "t:2 has “maybe” for correct, and not true, false, 1 or 0");
  CHECK(read("custom_id,correct\na,0.5\n") ==
        "t:2 has “0.5” for correct, and not true, false, 1 or 0");
  CHECK(read("custom_id,correct\na,\n") == "t:2 has no value of correct");
  CHECK(read("custom_id,correct\n,1\n") == "t:2 has no custom_id");
  CHECK(read("custom_id,correct\na\n") == "t:2 has 1 fields, and the first line has 2");
  CHECK(read("custom_id,correct\n\"a\n\n") == "t:2 opens a quote that nothing closes");
  CHECK(read("{\"custom_id\":\"a\",\"correct\":1}\n{\"custom_id\":\"b\"}") ==
        "t:2 has no value of correct");
  CHECK(read("{\"custom_id\":[],\"correct\":1}") == "t:1 has no custom_id");
  CHECK(read("{\"custom_id\":\"a\",\"correct\":1}\n\n[1]") == "t:3 is not a JSON object");
  CHECK(read("{\"custom_id\":\"a\",\"correct\":1") == "t:1 is not JSON");
  CHECK(read("{\"custom_id\":\"a\",\"correct\":1,\"x\":tru}") == "t:1 is not JSON");
}

TEST_CASE("what is no table of truth") {
  CHECK(read("") == "t has no rows");
  CHECK(read("custom_id,correct\n") == "t has no rows");
  CHECK(read("id,correct\na,1\n") ==
        "t:1 has no column custom_id; JSON Lines or CSV with custom_id and correct is needed");
  CHECK(read("custom_id,correct,correct\na,1,1\n") == "t:1 has the column correct twice");
  CHECK(read("custom_id;correct\na;1\n") == "t:1 has no commas between its columns, as CSV has");
  CHECK(read("custom_id\tcorrect\na\t1\n") == "t:1 has no commas between its columns, as CSV has");
  CHECK(read("\n[{\"custom_id\":\"a\",\"correct\":1}]") ==
        "t is a JSON array, and not JSON Lines: make it an object a line, with jq -c '.[]'");
}

}  // namespace
}  // namespace logprobs
