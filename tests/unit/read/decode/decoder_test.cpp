#include "read/decode/decoder.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Claim;
using logprobs::read::Decoder;
using logprobs::read::Document;
using logprobs::read::Outcome;
using samples::json;

namespace {

char letter(Outcome outcome) { return "-plcwsu!"[static_cast<std::size_t>(outcome)]; }

/// A decoder with what it decoded last.
struct Decoded {
  explicit Decoded(std::string_view from = "") : decoder(from) {}

  /// The outcome's letter, the format, the choices; `failure(code, status)`; `<custom_id>`; where
  /// responses may be inside.
  std::string operator()(std::string_view quoted, Claim claim = Claim::whole) {
    text = json(quoted);
    text.reserve(text.size() + 64);
    Document document;
    document.text = text;
    document.claim = claim;
    logprobs::read::clear(answer);
    const Outcome outcome = decoder.decode(document, answer);
    std::string out =
        fmt::format("{} {} {}", letter(outcome), answer.format, samples::show(answer));
    if (answer.failure) {
      out += fmt::format(" {}({}, {})", answer.failure->message, answer.failure->code,
                         answer.failure->status.value_or(0));
    }
    if (!answer.custom_id.empty()) out += " <" + answer.custom_id + ">";
    if (outcome != Outcome::several) return out;
    const auto& candidates = decoder.candidates();
    for (const auto& candidate : candidates.found) out += " " + candidates.path(candidate, text);
    return out;
  }

  Decoder decoder;
  std::string text{};
  Answer answer{};
};

std::string decode(std::string_view quoted, std::string_view from = "") {
  return Decoded(from)(quoted);
}

constexpr std::string_view chat =
    "{'id':'x','choices':[{'message':{'content':'A'},'logprobs':{'content':[{'token':'A'}]}}]}";
constexpr std::string_view bare = "{'content':[{'token':'B'}]}";

struct Row {
  std::string_view text;
  std::string_view decoded;
};

}  // namespace

TEST_CASE("the format is found by the content of the document") {
  const Row row = GENERATE(values<Row>({
      {chat, "w openai-chat 0=A"},
      {"{'choices':[{'delta':{'content':'A'}}]}", "p openai-chat 0\"A\""},
      {bare, "w tokens 0=B"},
      {"[{'token':'B'}]", "w tokens 0=B"},
      {"{'error':{'message':'no','code':'c'}}", "w   no(c, 0)"},
      {"{}", "-  "},
      {"{'a':1}", "-  "},
      {"7", "-  "},
      {"'text'", "-  "},
      {"null", "-  "},
      {"[{'choices':[]},{}]", "s   /0 /1"},
      {"{'a':{'choices':[{}]}}", "s   /a"},
      {"'[a]'", "-  "},
      {"'{\\'choices\\':7}'", "s   "},
      {"[7]", "u  "},
      {"{'choices':7}", "u openai-chat "},
  }));
  CAPTURE(row.text);
  CHECK(decode(row.text) == row.decoded);
}

TEST_CASE("what is not JSON is broken") {
  const std::string_view text = GENERATE(
      as<std::string_view>{}, "", "{'a'}", "{'choices':[{]}", "[{'token':'B'}] x",
      "{'choices':[]} {}", "{'choices':[]}}", "{'a':'\t'}", "{'choices':[],'a':'\xFF'}",
      "{'error':{'message'}}", "{'response':{'body':{1}}}", "{'a':{'choices':[{}]}",
      "{'a':{'choices':[{}]},}", "{'a':{'choices':[{}]}} {}", "'{\\'a\\':1}' 1", "['{\\'a\\':1}'");
  CAPTURE(text);
  Decoded decoded;
  CHECK(decoded(text).front() == '!');
  CHECK_THAT(decoded.decoder.problem(), Contains("not ") || Contains("breaks off"));
}

TEST_CASE("only the format that is named is tried") {
  CHECK(decode(chat, "openai-chat") == "w openai-chat 0=A");
  CHECK(decode(bare, "tokens") == "w tokens 0=B");
  CHECK(decode(chat, "tokens") == "-  ");
  CHECK(decode(bare, "openai-chat") == "-  ");
  CHECK(decode("[{'token':'B'}]", "openai-chat") == "s   /0");
  CHECK(decode("{'error':'no'}", "tokens") == "w   no(, 0)");
}

TEST_CASE("documents of several formats may follow one another in any order") {
  Decoded decoded;
  const std::string batch = fmt::format("{{'custom_id':'b','response':{{'body':{}}}}}", chat);
  const std::string_view searched = "w openai-chat 0=A <b>";
  for (int i = 0; i < 3; ++i) {
    CHECK(decoded(chat) == "w openai-chat 0=A");
    CHECK(decoded(batch) == searched);
    CHECK(decoded(bare) == "w tokens 0=B");
    CHECK(decoded(batch) == searched);
    CHECK(decoded("{}") == "-  ");
    CHECK(decoded(batch) == searched);
    CHECK(decoded("{'error':'no'}") == "w   no(, 0)");
    CHECK(decoded(chat) == "w openai-chat 0=A");
  }
}

TEST_CASE("the first response inside a document is read at once") {
  Decoded decoded;
  const std::string_view chat =
      "{'choices':[{'logprobs':{'content':[{'token':'A','logprob':-1}]}}]}";
  const std::string two = fmt::format("{{'a':[{{'b':{}}}],'c':{{'output':[1]}}}}", chat);
  CHECK(decoded(two) == "w openai-chat 0=A");
  CHECK(decoded.decoder.inside() == "/a/0/b");
  const auto& rest = decoded.decoder.candidates();
  REQUIRE(rest.found.size() == 1);
  CHECK(rest.path(rest.found[0], decoded.text) == "/c");
  CHECK(decoded(chat) == "w openai-chat 0=A");
  CHECK(decoded.decoder.inside().empty());
  CHECK(decoded(fmt::format("{{'c':{{'output':[1]}},'a':{}}}", chat)) == "s   /c /a");
  // An object turns out to be a candidate after one in it was read.
  CHECK(decoded(fmt::format("{{'a':{{'b':{},'output':[1]}}}}", chat)) == "s   /a");
  CHECK(decoded.answer.choices.empty());
}

TEST_CASE("a Batch line says where its body is, or why it has none") {
  const Row row = GENERATE(values<Row>({
      {"{'custom_id':'c','response':{'status_code':200,'body':{}},'error':null}",
       "s   /response/body"},
      {"{'response':{'body':'data: {}'}}", "s   /response/body"},
      {"{'response':{'body':[{}],'a':{'choices':[{}]}}}", "s   /response/body /response/a"},
      {"{'response':{'a':1}}", "s   /response"},
      {"{'request':{'choices':[{}]},'response':{'a':1}}", "s   /response"},
      {"{'request':{'choices':[{}]}}", "s   /request"},
      {"{'custom_id':'c','response':null,'error':{'code':'batch_expired','message':'late'}}",
       "w   late(batch_expired, 0) <c>"},
      {"{'error':{'code':'e','message':'m'},'response':null}", "w   m(e, 0)"},
      {"{'custom_id':'c','response':{'status_code':500,'body':null}}",
       "w   the request failed with status 500(, 500) <c>"},
      {"{'custom_id':'c','response':{'status_code':200,'body':null}}", "-   <c>"},
      {"{'custom_id':'c','response':{'status_code':200,'body':''}}", "-   <c>"},
      {"{'custom_id':'c','response':{'status_code':200}}", "s   /response"},
      {"{'custom_id':'c'}", "-   <c>"},
      {"{'custom_id':7,'error':'no'}", "w   no(, 0)"},
      {"{'custom_id':'c','error':'no'}", "w   no(, 0) <c>"},
      {"{'response':'text'}", "-  "},
  }));
  CAPTURE(row.text);
  CHECK(decode(row.text) == row.decoded);
}

TEST_CASE("what was found by searching must prove to be a response") {
  const Row row = GENERATE(values<Row>({
      {"{'choices':[{'logprobs':{'content':[{'token':'A','logprob':-1}]}}]}", "w openai-chat 0=A"},
      {"{'choices':[{'message':{'content':'A'},'finish_reason':'stop'}]}",
       "w openai-chat 0\"A\":stop"},
      {"{'model':'m','choices':[{'message':{'content':'A'}}]}", "w openai-chat 0\"A\""},
      {"{'choices':[{'text':'Paris'},{'text':'Rome'}]}", "-  "},
      {"{'choices':5}", "-  "},
      {"{'choices':[{'delta':{'content':'A'}}]}", "s  "},  // part of a response, but nothing in it
      {"{'type':'response.created','response':{}}", "p openai-responses "},
      {"{'done':true}", "-  "},
      {"{'stop':false,'content':'x'}", "s  "},
      {"{'text':'x','type':'a.b'}", "-  "},
      {"{'logprobs':{'content':[{'token':'B','logprob':-1}]}}", "w tokens 0=B"},
      {"{'logprobs':{'content':[{'token':'B'}]}}", "-  "},
      {"{'logprobs':{'content':[]}}", "-  "},
      {bare, "-  "},
      {"[{'token':'B'}]", "s   /0"},
      {"{'error':'no'}", "-  "},
      {"{'error':{'message':'no','stack':[]}}", "-  "},
      {"{'error':{'message':'no','type':'t'},'a':1}", "w   no(, 0)"},
  }));
  CAPTURE(row.text);
  CHECK(Decoded()(row.text, Claim::hidden) == row.decoded);
}

TEST_CASE("trouble() says where in the document it is") {
  Decoded decoded;
  decoded("{'choices':[{'logprobs':{'content':[{'token':'A','logprob':'x'}]}}]}");
  CHECK(decoded.decoder.trouble() ==
        "choices[0].logprobs.content[0].logprob is a string, not a number");
  decoded("{'response':{'body':null}}");
  CHECK(decoded.decoder.trouble() == "its response has no body in a known format");
  decoded("[{'token':'A'},{'token':true}]");
  CHECK(decoded.decoder.trouble() == "[1].token is a boolean, not a string");
  decoded("{}");
  CHECK(decoded.decoder.trouble() == "this is JSON, but not a response in a known format");
  decoded("{'a':1,'b':{},'c':3,'d':4,'e':5,'f':6,'g':7,'h':8,'i':9}");
  CHECK(decoded.decoder.trouble() ==
        "this is JSON, but not a response in a known format (its keys: a, b, c, d, e, f, g, h, …)");
  Decoded of_gemini("gemini");
  of_gemini(chat);
  CHECK(of_gemini.decoder.trouble() == "this is openai-chat, not gemini; leave out --from");
  of_gemini("{}");
  CHECK(of_gemini.decoder.trouble() == "this is JSON, but not a response in a known format");
  decoded("{'choices':[{'logprobs':5}]}", Claim::hidden);
  CHECK(decoded.decoder.trouble() == "choices[0].logprobs is a number, not an object");
  decoded(chat);
  CHECK(decoded.decoder.trouble().empty());
}

TEST_CASE("a warning is given once for each document") {
  Decoded decoded;
  decoded("[{'token':'\\ud83d'},{'token':'\\ud83d'},{'id':7},{'id':8}]");
  REQUIRE(decoded.answer.warnings.size() == 2);
  CHECK_THAT(decoded.answer.warnings[0], Contains("surrogate"));
  CHECK_THAT(decoded.answer.warnings[1], Contains("ids"));
  decoded(chat);
  CHECK(decoded.answer.warnings.empty());
}

TEST_CASE("a document that is cut anywhere never passes as whole") {
  const std::string batch = fmt::format(
      "{{'custom_id':'b','response':{{'status_code':200,'body':{}}},'error':null}}", chat);
  const std::string text = GENERATE_COPY(std::string(chat), std::string(bare));
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    CAPTURE(text.substr(0, cut));
    CHECK(decode(text.substr(0, cut)).substr(0, 1) != "w");
  }
}

TEST_CASE("memory after a cut document is not read") {
  const std::string cut = json("{'choices':[{'logprobs':{'content':[{'token':'A'}");
  std::string memory = cut;
  for (int i = 0; i < 9; ++i) memory += json(",{'token':'B'}");
  const std::string before = memory;
  Document document;
  document.text = std::string_view(memory).substr(0, cut.size());
  Decoder decoder("");
  Answer answer;
  CHECK(decoder.decode(document, answer) == Outcome::broken);
  CHECK(decoder.problem() == "the JSON breaks off at byte 49; its end is missing");
  CHECK(memory == before);
}
