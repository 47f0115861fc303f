#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "read/formats/formats.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Context;
using logprobs::read::Outcome;

namespace {

struct Row {
  std::string_view text;
  std::string_view parsed;
};

/// The outcome's letter, then the choices or, for `u`, the trouble.
std::string parsed(std::string_view quoted) {
  const simdjson::padded_string text(samples::json(quoted));
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  REQUIRE(parser.iterate(text).get(document) == simdjson::SUCCESS);
  Answer answer;
  Context context{answer, false, text};
  logprobs::read::Object object;
  logprobs::read::Array array;
  Outcome outcome = Outcome::broken;
  if (quoted.starts_with('{')) {
    REQUIRE(document.get_object().get(object) == simdjson::SUCCESS);
    outcome = logprobs::read::read_bare_tokens(object, context);
  } else {
    REQUIRE(document.get_array().get(array) == simdjson::SUCCESS);
    outcome = logprobs::read::read_bare_token_array(array, context);
  }
  std::string out(1, samples::letter(outcome));
  if (outcome == Outcome::unusable) return "u " + context.trouble.path;
  if (outcome != Outcome::whole) return out;
  out += " " + samples::show(answer);
  return answer.model.empty() ? out : out + " of " + answer.model;
}

}  // namespace

TEST_CASE("parts that people cut out of a response are read") {
  const Row row = GENERATE(values<Row>({
      {"[]", "w 0"},
      {"[{'token':'A'},{'token':'B'}]", "w 0=A|B"},
      {"[{'bytes':null,'logprob':-1,'token':'A'}]", "w 0=A"},
      {"[{'logprob':-1}]", "u [0].token"},
      {"[{'token':'A'},{'token':true}]", "u [1].token"},
      {"[{'token':'A'},7]", "u [1]"},
      {"[7,{'token':'A'}]", "-"},
      {"[[{'token':'A'}],null,[{'token':'B'},{'token':'C'}]]", "w 0=A|B|C"},
      {"[[{'token':'A'}],7]", "u [1]"},
      {"{'logprobs':[[{'token':'A'}],[{'token':'B'}]]}", "w 0=A|B"},
      {"{'logprobs':[[1]]}", "-"},
      {"[['A',-1],['B',null]]", "w 0=A|B"},
      {"[['A',-1],7]", "u [1]"},
      {"[['A']]", "-"},
      // One line of several.
      {"['A',-1]", "c"},
      {"['A','B']", "-"},
      {"['A',-1,2]", "-"},
      {"{'token':'A','logprob':-1}", "c"},
      {"{'token':'A','prob':0.5}", "c"},
      {"{'token':'A'}", "-"},
      {"{'token':'A','logprob':true}", "u [0].logprob"},
      {"{'token':{'text':'A'},'logprob':-1}", "-"},
      // What training frameworks keep.
      {"{'generation':'A','tokens':['A'],'logprobs':[-1]}", "w 0=A"},
      {"{'sequences':[{'tokens':[7],'logprobs':[-1],'stop_reason':'stop'}]}", "w 0=7:stop"},
      {"{'sequences':[{'text':'A'}]}", "-"},
      {"{'output_log_probs':[-1,-2],'text_output':'A'}", "w 0=[0]|[1]"},
      {"{'output_log_probs':[0,0],'text_output':'A'}", "w 0\"A\""},
      {"{'content':'A','logprobs':[{'text':'A','top_logprobs':[{'A':-1}]}]}", "w 0=A"},
      {"[{}]", "-"},
      {"[{'choices':[]}]", "-"},
      {"['A']", "-"},
      {"{'content':[{'token':'A'}]}", "w 0=A"},
      {"{'content':[{'token':'A'}],'refusal':null}", "w 0=A"},
      {"{'content':null,'refusal':[{'token':'A'}]}", "w 0 0:refusal=A"},
      {"{'content':[{'token':'A'}],'refusal':[{'token':'B'}]}", "w 0=A 0:refusal=B"},
      {"{'content':[]}", "w 0"},
      {"{'content':[{'token':'A','top_logprobs':7}]}", "u content[0].top_logprobs"},
      {"{'content':'A'}", "-"},
      {"{'content':null}", "-"},
      {"{'content':[7]}", "-"},
      {"{'content':[{'type':'text'}]}", "-"},
      {"{'content':[{'token':'A'}],'refusal':'No'}", "w 0=A"},
      {"{}", "-"},
      // LangChain's response_metadata.
      {"{'logprobs':{'content':[{'token':'A'}]},'finish_reason':'stop'}", "w 0=A:stop"},
      {"{'finish_reason':'stop','model_name':'m','logprobs':{'content':[{'token':'A'}]}}",
       "w 0=A:stop of m"},
      {"{'logprobs':{'content':[{'token':true}]}}", "u logprobs.content[0].token"},
      {"{'logprobs':{'content':7}}", "u logprobs.content"},
      {"{'logprobs':null,'finish_reason':'stop'}", "-"},
      {"{'logprobs':{}}", "w 0"},
  }));
  CAPTURE(row.text);
  CHECK(parsed(row.text) == row.parsed);
}

TEST_CASE("a document that stops being JSON inside is broken") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "[{'token':'A'} 7]", "[{'token':'\\q'}]", "[{'token':'A',}]",
               "{'content':[{'token':'A'} {}]}", "{'content':[{'token':'A','logprob':1x}]}",
               "{'logprobs':[[{ x'token':'A','logprob':-1}],[]]}", "{'logprobs':[['A' -1],[]]}",
               "{'logprobs':[{ x'1':{'logprob':-1}}]}", "{'logprobs':[{'1' {'logprob':-1}},{}]}");
  CAPTURE(text);
  CHECK(parsed(text) == "!");
}
