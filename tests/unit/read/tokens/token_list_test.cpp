#include "read/tokens/token_list.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Context;
using samples::json;

namespace {

/// The tokens of `list` (JSON with single quotes), separated by spaces. After a `!`, the trouble as
/// `path what`, or `syntax`.
std::string tokens_of(std::string_view list, Answer& answer) {
  const simdjson::padded_string text(json(list));
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  REQUIRE(parser.iterate(text).get(document) == simdjson::SUCCESS);
  logprobs::read::Array array;
  REQUIRE(document.get_array().get(array) == simdjson::SUCCESS);
  Context context{answer, false, text};
  std::vector<logprobs::Token> tokens;
  const bool good = logprobs::read::read_tokens(array, tokens, context);
  std::string out;
  for (const logprobs::Token& token : tokens) {
    out += (out.empty() ? "" : " ") + samples::show_token(answer, token);
  }
  if (context.notes.lone_surrogate) out += " lone";
  if (context.notes.named_by_id) out += " by-id";
  return good ? out : out + "!" + samples::show_trouble(context);
}

std::string tokens_of(std::string_view list) {
  Answer answer;
  return tokens_of(list, answer);
}

struct Row {
  std::string_view list;
  std::string_view tokens;
};

}  // namespace

TEST_CASE("a list of tokens is read") {
  const Row row = GENERATE(values<Row>({
      {"[]", ""},
      {"[{'token':'a','logprob':-0.5}]", "a@-0.5"},
      {"[ { 'logprob' : -0.5 , 'token' : 'a' } , {'token':'','logprob':0} ]", "a@-0.5 @0"},
      {"[{'token':'a','other':[{'token':'z'}],'logprob':-1}]", "a@-1"},
      {"[{'token':'a'}]", "a@nan"},
      {"[{'token':'a','logprob':null}]", "a@nan"},
      {"[{'token':'a','logprob':NaN},{'token':'b','logprob':-Infinity}]", "a@nan b@-inf"},
      {"[{'token':'a','logprob':-1,'id':7}]", "a@-1#7"},
      {"[{'token':'a','logprob':-1,'token_id':-7}]", "a@-1#-7"},
      {"[{'token':'a','logprob':-1,'id':null}]", "a@-1"},
      {"[{'logprob':-1,'id':7}]", "7@-1#7 by-id"},
      {"[{'token':null,'logprob':-1,'id':7}]", "7@-1#7 by-id"},
      {"[{'token':'','logprob':-1,'id':7}]", "@-1#7"},
      {"[{'token':'\\u0041\\n','logprob':-1}]", "A\n@-1"},
      {"[{'token':'\\ud83d','logprob':-1}]", "�@-1 lone"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("if there are bytes that differ from the text, they are right") {
  const Row row = GENERATE(values<Row>({
      {"[{'token':'a','bytes':[97]}]", "a@nan"},
      {"[{'token':'a','bytes':null}]", "a@nan"},
      {"[{'token':'a','bytes':[]}]", "a@nan"},
      {"[{'token':'a','bytes':[ ]}]", "a@nan"},
      {"[{'token':'abc','bytes':[97, 98, 99]}]", "abc@nan"},
      {"[{'token':'abc','bytes':[97,98,99]}]", "abc@nan"},
      {"[{'token':'abc','bytes':[\n 97 ,98\t,\r\n99 ]}]", "abc@nan"},
      {"[{'token':'ab','bytes':[97]}]", "a(ab)@nan"},
      {"[{'token':'a','bytes':[97,98]}]", "ab(a)@nan"},
      {"[{'token':'a','bytes':[98]}]", "b(a)@nan"},
      {"[{'token':'','bytes':[98]}]", "b()@nan"},
      {"[{'token':'é','bytes':[195,169]}]", "é@nan"},
      {"[{'token':'\\\\xf0','bytes':[240]}]", "\xF0(\\xf0)@nan"},
      {"[{'token':'�','bytes':[240,159]}]", "\xF0\x9F(�)@nan"},
      {"[{'token':'\\t','bytes':[9]}]", "\t@nan"},
      {"[{'token':'\\t\\t','bytes':[9,99]}]", "\tc(\t\t)@nan"},  // 9 is not 99
      {"[{'token':'cc','bytes':[9,9]}]", "\t\t(cc)@nan"},
      {"[{'bytes':[97,98],'logprob':-1}]", "ab@-1"},  // without a string, the bytes name it
      {"[{'token':null,'bytes':[97]}]", "a@nan"},
      {"[{'token':null,'bytes':[97],'id':5}]", "a@nan#5"},
      {"[{'bytes':[97],'token':'b'},{'token':'c'}]", "a(b)@nan c@nan"},
      {"[{'token':'a','bytes':[255],'top_logprobs':[{'token':'b','bytes':[254]}]}]",
       "\xFF(a)@nan[\xFE(b)@nan]"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("a token's fields have many names") {
  const Row row = GENERATE(values<Row>({
      {"[{'id':[7],'text':'a','log_prob':-0.5}]", "a@-0.5#7"},  // DJL
      {"[{'id':[7,8],'text':'a','log_prob':-0.5}]", "a@-0.5#7"},
      {"[{'id':[],'text':'a','logProb':-0.5}]", "a@-0.5"},
      {"[{'Token':'a','LogProbability':-0.5,'Utf8Bytes':'Yg==','TopLogProbabilities':["
       "{'Token':'c','LogProbability':-1}]}]",
       "b(a)@-0.5[c@-1]"},                                    // .NET
      {"[{'text':' a','id':3,'p':1,'t_dtw':-1}]", " a@0#3"},  // whisper.cpp
      {"[{'token':'a','logprob':-0.5,'prob':0.9}]", "a@-0.5"},
      {"[{'token':'a','probability':0.9,'logprob':-0.5}]", "a@-0.5"},
      {"[{'text':'a','logprob':-0.5,'top_tokens':[{'text':'b','logprob':-1}]}]",
       "a@-0.5[b@-1]"},  // watsonx
      {"[{'token':7,'logprob':-0.5}]", "7@-0.5#7 by-id"},
      {"[{'decoded_token':'a','log_probability':-0.5}]", "a@-0.5"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("an alternative may be a map of several") {
  const Row row = GENERATE(values<Row>({
      {"[{'text':'a','top_logprobs':[{'b':-2,'a':-1}]}]", "a@-1[a@-1 b@-2]"},
      {"[{'text':'id','top_logprobs':[{'token':-2,'id':-1.5,'bytes':-3}]}]",
       "id@-1.5[id@-1.5 token@-2 bytes@-3]"},
      {"[{'text':'a','top_logprobs':[{'b':-2},{'c':-1}]}]", "a@nan[c@-1 b@-2]"},
      {"[{'text':'a','logprob':null,'top_logprobs':[{'a':-2}]}]", "a@nan[a@-2]"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("every byte is read, whether it repeats the string or not") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string list = fmt::format("[{{'token':'~~','bytes':[{},{:d}]}}]", byte, 255 - byte);
    std::string expected{static_cast<char>(byte), static_cast<char>(255 - byte)};
    CAPTURE(byte);
    CHECK(tokens_of(list) == expected + "(~~)@nan");
    if (byte >= 128 || byte < 32 || byte == '\'' || byte == '"' || byte == '\\') continue;
    const std::string same =
        fmt::format("[{{'token':'{0}{0}','bytes':[{1},{1}]}}]", static_cast<char>(byte), byte);
    CHECK(tokens_of(same) == std::string(2, static_cast<char>(byte)) + "@nan");
  }
}

TEST_CASE("alternatives are sorted: most probable first, equal ones as sent, unscored ones last") {
  const Row row = GENERATE(values<Row>({
      {"[{'token':'a','top_logprobs':null}]", "a@nan"},
      {"[{'token':'a','top_logprobs':[]}]", "a@nan"},
      {"[{'token':'a','top_logprobs':[{'token':'a','logprob':-1,'id':3}]}]", "a@-1[a@-1#3]"},
      {"[{'token':'a','top_logprobs':[{'token':'b','logprob':-2},{'token':'a','logprob':-1}]}]",
       "a@-1[a@-1 b@-2]"},
      {"[{'token':'a','top_logprobs':[{'token':'b','logprob':-1},{'token':'a','logprob':-1},"
       "{'token':'c','logprob':-0.5}]}]",
       "a@-1[c@-0.5 b@-1 a@-1]"},
      {"[{'token':'a','top_logprobs':[{'token':'x'},{'token':'y','logprob':1},"
       "{'token':'b','logprob':-9999},{'token':'z','logprob':Infinity},{'token':'a','logprob':-1}]}"
       "]",
       "a@-1[a@-1 b@-9999 x@nan y@1 z@inf]"},
      {"[{'token':'a','top_logprobs':[{'token':'a','logprob':-1},{'token':'a','logprob':-1}]}]",
       "a@-1[a@-1 a@-1]"},  // repeated entries stay: all are kept as sent
      {"[{'token':'a','top_logprobs':[{'token':'b','top_logprobs':7}]},{'token':'c',"
       "'top_logprobs':[{'token':'d','logprob':-3}]}]",
       "a@nan[b@nan] c@nan[d@-3]"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("a mistake is reported with its path, and what came before it stays") {
  const Row row = GENERATE(values<Row>({
      {"[7]", "![0] is a number, not an object with a token and its logprob"},
      {"[{'token':'a'},null]", "a@nan![1] is null, not an object with a token and its logprob"},
      {"[{}]", "![0].token is missing"},
      {"[{'token':null}]", "![0].token is null, not a string"},
      {"[{'token':5.5}]", "![0].token is a number, not a string"},
      {"[{'token':'a','log_prob':{}}]", "![0].logprob is an object, not a number"},
      {"[{'token':'a','logprob':'-1'},{'token':'b','logprob':'x'}]",
       "a@-1![1].logprob is a string, not a number"},
      {"[{'token':'a','bytes':'a'}]", "![0].bytes is a string, not an array of bytes"},
      {"[{'token':'a','bytes':'a b='}]", "![0].bytes is a string, not an array of bytes"},
      {"[{'token':'a','top_logprobs':[{'b':-1,'c':'x'}]}]",
       "![0].top_logprobs[0].token is missing"},
      {"[{'token':'a','bytes':[256]}]",
       "![0].bytes[0] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','bytes':[97,-1]}]",
       "![0].bytes[1] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','bytes':[1.5]}]",
       "![0].bytes[0] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','bytes':['a']}]",
       "![0].bytes[0] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','bytes':[98,null]}]",
       "![0].bytes[1] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','bytes':[98,]}]",
       "![0].bytes[1] is not a byte (a whole number from 0 to 255)"},
      {"[{'token':'a','id':'x'}]", "a@nan"},
      {"[{'token':'a','top_logprobs':7}]", "![0].top_logprobs is a number, not an array"},
      {"[{'token':'a','top_logprobs':[{'token':'b'},{}]}]",
       "![0].top_logprobs[1].token is missing"},
      {"[{'token':'a'},{'token':'\\q'}]", "a@nan!syntax"},
      {"[{'token':'a'},{'token':'b','logprob':-}]", "a@nan!syntax"},
      {"[{'token':'a'} {'token':'b'}]", "a@nan!syntax"},
      {"[{'token':'a',}]", "!syntax"},
  }));
  CAPTURE(row.list);
  CHECK(tokens_of(row.list) == row.tokens);
}

TEST_CASE("equal texts are stored once, and other tokens' texts stay") {
  Answer answer;
  CHECK(tokens_of("[{'token':'ab','bytes':[97,98]}]", answer) == "ab@nan");
  CHECK(answer.bytes == "ab");
  CHECK(tokens_of("[{'token':'c','top_logprobs':[{'token':'d'}]}]", answer) == "c@nan[d@nan]");
  CHECK(answer.alternatives.size() == 1);
}

TEST_CASE("a token of a megabyte is read") {
  const std::string token(1'000'000, 'x');
  std::string bytes = "120";
  for (std::size_t i = 1; i < token.size(); ++i) bytes += ",120";
  CHECK(tokens_of("[{'token':'" + token + "'}]") == token + "@nan");
  CHECK(tokens_of("[{'token':'" + token + "','bytes':[" + bytes + "]}]") == token + "@nan");
  CHECK(tokens_of("[{'bytes':[" + bytes + "]}]") == token + "@nan");
}
