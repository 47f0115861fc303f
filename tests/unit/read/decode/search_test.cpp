#include "read/decode/search.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::read::Candidate;
using logprobs::read::Candidates;
using samples::json;

namespace {

/// What is found in an object: `/path text` for each, with the first letter of its kind if that is
/// not `value`, and `!` if it is where a response is kept.
std::string found(std::string_view quoted, bool in_string = false) {
  const simdjson::padded_string text(json(quoted));
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  logprobs::read::Object object;
  REQUIRE(parser.iterate(text).get(document) == simdjson::SUCCESS);
  REQUIRE(document.get_object().get(object) == simdjson::SUCCESS);
  logprobs::Answer answer;
  logprobs::read::Context context{answer, false, text};
  logprobs::read::Envelope envelope;
  logprobs::read::Search search;
  search.begin(document, in_string, context);
  const auto read = [](logprobs::read::Object&, logprobs::read::Claim) {
    return logprobs::read::Outcome::not_mine;
  };
  if (!search.search_object(object, true, envelope, read)) return "broken";
  const Candidates& candidates = search.candidates();
  std::string out;
  for (const Candidate& candidate : candidates.found) {
    const std::string_view piece(text.data() + candidate.begin, candidate.size);
    if (!out.empty()) out += "; ";
    out += candidates.path(candidate, text) + " " + std::string(piece);
    out += std::string_view("\0sb", 3)[static_cast<std::size_t>(candidate.kind)];
    if (candidate.kind == Candidate::Kind::value) out.pop_back();
    if (candidate.claim == logprobs::read::Claim::body) out += '!';
  }
  if (candidates.too_deep) out += "; too deep";
  return out;
}

struct Row {
  std::string_view text;
  std::string_view found;
};

}  // namespace

TEST_CASE("the outermost objects that have a key of a response are found") {
  const Row row = GENERATE(values<Row>({
      {"{}", ""},
      {"{'a':1,'b':[null,'x',{}],'c':{'d':true}}", ""},
      {"{'choices':[{}]}", ""},  // the object itself is none
      {"{'a':{'choices':[{}]}}", "/a {'choices':[{}]}"},
      {"{'a':[1,[{ 'x':{'candidates':[1]} ,'choices':[{}] } ]]}",
       "/a/1/0 { 'x':{'candidates':[1]} ,'choices':[{}] }"},
      {"{'a':{'choices':[{}]},'b':{'output':[{}]}}", "/a {'choices':[{}]}; /b {'output':[{}]}"},
      {"{'a':{'choices':[]}}", ""},
      {"{'a':{'choices':5}}", ""},
      {"{'a':{'output':{'choices':[{}]}}}", "/a/output {'choices':[{}]}"},
      {"{'a':{'logprobs':[[]]}}", "/a {'logprobs':[[]]}"},
      {"{'a':{'logprobs':true}}", ""},
      {"{'a':{'tokens':[{}]}}", ""},  // tokens alone prove nothing
      {"{'a':{'done':true}}", "/a {'done':true}"},
      {"{'a':{'type':'text'}}", ""},
      {"{'a':{'type':'response.completed'}}", "/a {'type':'response.completed'}"},
      {"{'a':{'error':{'message':'no'}}}", "/a {'error':{'message':'no'}}"},
      {"{'a':{'error':'no'}}", ""},
      {"{'error':{'a':{'choices':[{}]}}}", ""},  // its own error is not searched
  }));
  CAPTURE(row.text);
  CHECK(found(row.text) == json(row.found));
}

TEST_CASE("strings and arrays of bytes that may hold a response are found") {
  CHECK(found("{'a':['{\\'b\\':1}','prose']}") == json("/a/0 '{\\'b\\':1}'s"));
  CHECK(found("{'a':'data: x'}") == json("/a 'data: x's"));
  CHECK(found("{'a':[123,34,97]}") == "/a [123,34,97]b");
  CHECK(found("{'a':'data: x','b':[123,34,97]}", true).empty());
}

TEST_CASE("a response is kept under `response`, and in the body there") {
  CHECK(found("{'response':{'a':{'choices':[{}]}}}") == json("/response {'a':{'choices':[{}]}}!"));
  CHECK(found("{'response':{'body':{},'status_code':200}}") == "/response/body {}!");
  CHECK(found("{'response':[{}]}") == "/response [{}]!");
  CHECK(found("{'response':'data: x'}") == json("/response 'data: x's!"));
  CHECK(found("{'response':null}").empty());
  CHECK(found("{'request':{'a':{'choices':[{}]}},'response':null}").empty());
  CHECK(found("{'response':null,'request':{'a':{'choices':[{}]}}}").empty());
}

TEST_CASE("a path is a JSON Pointer") {
  CHECK(found("{'a/b~':{'':{'\\u00e9\\n':[0,{'done':true}]}}}") ==
        json("/a~1b~0//é\n/1 {'done':true}"));
  const std::string long_key(5000, 'k');
  const std::string path = found("{'" + long_key + "':{'a':{'done':true}}}");
  CHECK(path.substr(0, path.find(' ')) == "/" + long_key.substr(0, 4095) + "…");
}

TEST_CASE("what is nested too deep is not searched") {
  const auto nested = [](std::size_t levels) {
    return "{'a':" + std::string(levels, '[') + "{'done':true}" + std::string(levels, ']') + "}";
  };
  CHECK_THAT(found(nested(logprobs::read::deepest - 2)), Contains("done"));
  CHECK(found(nested(logprobs::read::deepest - 1)) == "; too deep");
  CHECK(found(nested(100'000)) == "; too deep");
}

TEST_CASE("broken JSON is noticed") {
  for (const char* text : {"{'a':{'choices':[{}]}", "{'a' 1}", "{'a':{'b':}}", "{'a':[1,{'b'}]}"}) {
    CAPTURE(text);
    CHECK(found(text) == "broken");
  }
}
