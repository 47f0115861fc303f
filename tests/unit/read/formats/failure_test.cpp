#include "read/formats/failure.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"

using logprobs::Answer;
using logprobs::read::Outcome;

namespace {

struct Row {
  std::string_view text;
  std::string_view failure;
};

/// The outcome's letter and the failure as `message|code|status`.
std::string failure_in(std::string_view quoted, bool event = false) {
  samples::OpenObject open(quoted);
  Answer answer;
  logprobs::read::Context context{answer, event, open.text};
  std::string out(1, samples::letter(logprobs::read::read_error_body(open.object, context)));
  if (!answer.failure) return out;
  const std::string status = answer.failure->status ? std::to_string(*answer.failure->status) : "";
  return out + " " + answer.failure->message + "|" + answer.failure->code + "|" + status;
}

}  // namespace

TEST_CASE("a server's reason for an error is found") {
  const Row row = GENERATE(values<Row>({
      {"{'error':{'message':'no','type':'t','param':null,'code':'bad'}}", "w no|bad|"},
      {"{'error':{'message':'no','code':null}}", "w no||"},
      {"{'error':{'code':429,'message':'slow','status':'RESOURCE_EXHAUSTED'}}", "w slow|429|"},
      {"{'error':{'message':'no','status':404}}", "w no||404"},
      {"{'error':{'message':'no','status':1000}}", "w no||"},
      {"{'error':{'message':'no','status':-1}}", "w no||"},
      {"{'error':{'message':'no','code':-5}}", "w no|-5|"},
      {"{'error':{'message':'no','code':{'a':1}}}", "w no||"},
      {"{'error':'text'}", "w text||"},
      {"{'error':'text','error_type':'validation'}", "w text||"},
      {"{'error':{}}", "w the server gave no reason||"},
      {"{'error':{'message':7}}", "w the server gave no reason||"},
      {"{'error':true}", "w the server gave no reason||"},
      {"{'error':['a']}", "w a||"},
      {"{'error':{'error':{'message':'no'}}}", "w no||"},
      {"{'message':{'detail':[{'msg':'no'}]},'type':'value_error'}", "w no||"},
      {"{'success':false,'errors':[{'code':7,'message':'no'}]}", "w no||"},
      {"{'error_code':'BAD','message':'no'}", "w no|BAD|"},
      {"{'Message':'no'}", "w no||"},
      {"{'error':{'message':'\\u00e9\\n'}}", "w é\n||"},
      {"{'object':'error','message':'no','type':'t','param':null,'code':400}", "w no|400|"},
      {"{'message':'no','code':40,'object':'error'}", "w no|40|"},
      {"{'object':'error'}", "w the server gave no reason||"},
      {"{'error':null}", "-"},
      {"{'error':false}", "-"},
      {"{'error':null,'message':'hello'}", "-"},
      {"{'message':'hello','code':1}", "w hello|1|"},
      {"{'message':'hello','role':'user'}", "-"},
      {"{'object':'list'}", "-"},
      {"{}", "-"},
      {"{'error':{'message':'no'}", "! no||"},
      {"{'error':{'message':'\\q'}}", "! the server gave no reason||"},
  }));
  CAPTURE(row.text);
  CHECK(failure_in(row.text) == row.failure);
}

TEST_CASE("an error in a stream belongs to its response") {
  CHECK(failure_in("{'error':'no'}", true) == "p no||");
  CHECK(failure_in("{'object':'error','message':'no'}", true) == "p no||");
  CHECK(failure_in("{}", true) == "-");
}
