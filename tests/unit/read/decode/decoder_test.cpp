#include "read/decode/decoder.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Decoder;
using logprobs::read::Document;
using logprobs::read::Outcome;
using samples::json;

namespace {

char letter(Outcome outcome) { return "-plcwstu!"[static_cast<std::size_t>(outcome)]; }

/// A decoder with what it decoded last.
struct Decoded {
  explicit Decoded(std::string_view from = "") : decoder(from) {}

  /// The outcome's letter, the format, the choices; `failure(code, status)`; `<custom_id>`.
  std::string operator()(std::string_view quoted, bool event = false) {
    text = json(quoted);
    text.reserve(text.size() + 64);
    Document document;
    document.text = text;
    document.event = event;
    logprobs::read::clear(answer);
    const Outcome outcome = decoder.decode(document, answer);
    std::string out =
        fmt::format("{} {} {}", letter(outcome), answer.format, samples::show(answer));
    if (answer.failure) {
      out += fmt::format(" {}({}, {})", answer.failure->message, answer.failure->code,
                         answer.failure->status.value_or(0));
    }
    return answer.custom_id.empty() ? out : out + " <" + answer.custom_id + ">";
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
      {"[{'choices':[]},{}]", "s  "},
      {"[7]", "u  "},
      {"{'choices':7}", "u openai-chat "},
  }));
  CAPTURE(row.text);
  CHECK(decode(row.text) == row.decoded);
}

TEST_CASE("what is not JSON is broken") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "", "{'a'}", "{'choices':[{]}", "[{'token':'B'}] x",
               "{'choices':[]} {}", "{'choices':[]}}", "{'a':'\t'}", "{'choices':[],'a':'\xFF'}",
               "{'error':{'message'}}", "{'response':{'body':{1}}}");
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
  CHECK(decode("[{'token':'B'}]", "openai-chat") == "s  ");
  CHECK(decode("{'error':'no'}", "tokens") == "w   no(, 0)");
}

TEST_CASE("documents of several formats may follow one another in any order") {
  Decoded decoded;
  const std::string batch = fmt::format("{{'custom_id':'b','response':{{'body':{}}}}}", chat);
  for (int i = 0; i < 3; ++i) {
    CHECK(decoded(chat) == "w openai-chat 0=A");
    CHECK(decoded(batch) == "w openai-chat 0=A <b>");
    CHECK(decoded(bare) == "w tokens 0=B");
    CHECK(decoded(batch) == "w openai-chat 0=A <b>");
    CHECK(decoded("{}") == "-  ");
    CHECK(decoded(batch) == "w openai-chat 0=A <b>");
    CHECK(decoded("{'error':'no'}") == "w   no(, 0)");
    CHECK(decoded(chat) == "w openai-chat 0=A");
  }
}

TEST_CASE("the elements of an array are given as they are") {
  Decoded decoded;
  CHECK(decoded("[ {'choices':[]} ,\n[1, 2],{'a':{'b':']'}} ]") == "s  ");
  REQUIRE(decoded.decoder.elements().size() == 3);
  CHECK(decoded.decoder.elements()[0] == json("{'choices':[]}"));
  CHECK(decoded.decoder.elements()[1] == "[1, 2]");
  CHECK(decoded.decoder.elements()[2] == json("{'a':{'b':']'}}"));
  CHECK(decoded("[{'choices':[]},'x']") == "u  ");
  CHECK(decoded.decoder.trouble() == "[1] is a string, not a response");
}

TEST_CASE("a Batch line is its body, or the reason why it has none") {
  const Row row = GENERATE(values<Row>({
      {"{'custom_id':'c','response':{'status_code':200,'body':@},'error':null}",
       "w openai-chat 0=A <c>"},
      {"{'error':null,'response':{'body':@,'status_code':200},'custom_id':'c'}",
       "w openai-chat 0=A <c>"},
      {"{'response':{'body':@}}", "w openai-chat 0=A"},  // neither id nor custom_id is needed
      {"{'custom_id':7,'response':{'body':@}}", "w openai-chat 0=A"},
      {"{'custom_id':'c','response':{'status_code':200,'body':{'content':[{'token':'B'}]}}}",
       "w tokens 0=B <c>"},
      {"{'custom_id':'c','response':null,'error':{'code':'batch_expired','message':'late'}}",
       "w   late(batch_expired, 0) <c>"},
      {"{'error':{'code':'e','message':'m'},'response':null}", "w   m(e, 0)"},
      {"{'custom_id':'c','response':{'status_code':429,'body':{'error':{'message':'slow','code':"
       "'rate'}}},'error':null}",
       "w   slow(rate, 429) <c>"},
      {"{'response':{'status_code':500,'body':@}}",
       "w openai-chat 0=A the request failed with status 500(, 500)"},
      {"{'response':{'status_code':400,'body':{'error':'no'}},'error':{'message':'outer'}}",
       "w   outer(, 400)"},
      {"{'custom_id':'c','response':{'status_code':200,'body':{}}}", "u   <c>"},
      {"{'response':{'status_code':200,'body':{'choices':7}}}", "u openai-chat "},
      {"{'response':{'status_code':'x','body':@}}", "u  "},
      {"{'custom_id':'c'}", "-  "},
      {"{'response':'text'}", "-  "},
  }));
  std::string text(row.text);
  if (const std::size_t at = text.find('@'); at != std::string::npos) text.replace(at, 1, chat);
  CAPTURE(text);
  CHECK(decode(text).substr(0, row.decoded.size()) == row.decoded);
}

TEST_CASE("trouble() says where in the document it is") {
  Decoded decoded;
  decoded("{'choices':[{'logprobs':{'content':[{'token':'A','logprob':'x'}]}}]}");
  CHECK(decoded.decoder.trouble() ==
        "choices[0].logprobs.content[0].logprob is a string, not a number");
  decoded("{'response':{'body':{'a':1}}}");
  CHECK(decoded.decoder.trouble() == "response.body is not a response in a known format");
  decoded("[{'token':'A'},{'token':true}]");
  CHECK(decoded.decoder.trouble() == "[1].token is a boolean, not a string");
  decoded("{}");
  CHECK(decoded.decoder.trouble() == "this is JSON, but not a response in a known format");
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
