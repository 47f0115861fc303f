#include "read/tokens/generation.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::read::Context;
using logprobs::read::Generation;

namespace {

struct Row {
  std::string_view object;
  std::string_view read;
};

/// The choice that an object becomes, then `text` and `scored`; after a `!`, the trouble.
std::string read(std::string_view json, bool prompt = false) {
  samples::OpenObject open(json);
  logprobs::Answer answer;
  Context context{answer, false, open.text, {.prompt = prompt}};
  Generation generation;
  const bool good = logprobs::read::each_field(
      open.object, context, [&](logprobs::read::Key key, logprobs::read::Value& value) {
        return logprobs::read::read_generation_field(key, value, generation, context);
      });
  if (!good) return "!" + samples::show_trouble(context);
  CHECK(logprobs::read::take_generation(generation, context));
  std::string out = samples::show(answer);
  if (!generation.message.empty()) out += " \"" + generation.message + "\"";
  if (generation.scored) out += " scored";
  if (context.notes.chosen_unmarked) out += " unmarked";
  if (context.notes.named_by_place) out += " by-place";
  return out;
}

}  // namespace

TEST_CASE("a text's tokens are in a list, in maps, or in arrays side by side") {
  const Row row = GENERATE(values<Row>({
      {"{'text':'ab','tokens':[{'text':'a','logprob':-1},{'text':'b','logprob':-2}]}",
       "0=a|b \"ab\" scored"},
      {"{'generated_text':'a','generated_tokens':[{'text':'a','logprob':-1}]}", "0=a \"a\" scored"},
      {"{'generation':'a','logprobs':[{'token':'a','logprob':-1}]}", "0=a \"a\" scored"},
      {"{'logprobs':[{'7':{'logprob':-1,'decoded_token':'a'}}],'token_ids':[7]}", "0=a scored"},
      {"{'logprobs':[{'7':-1},{'8':-2}]}", "0=7|8 scored"},
      {"{'tokens':['a','b'],'logprobs':[-1,-2]}", "0=a|b scored"},
      {"{'logprobs':[null,-2],'tokens':['a','b']}", "0=a|b scored"},
      {"{'tokens':[7,8],'logprobs':[-1,-2]}", "0=7|8 scored"},
      {"{'completion_token_ids':[7,8],'logprobs':[-1,-2]}", "0=7|8 scored"},
      {"{'output_log_probs':[-1,-2]}", "0=[0]|[1] scored by-place"},
      {"{'output_log_probs':-1}", "0=[0] scored by-place"},
  }));
  CAPTURE(row.object);
  CHECK(read(row.object) == row.read);
}

TEST_CASE("maps of several do not say which token was chosen, but ids do") {
  const std::string maps = "{'logprobs':[{'7':-1,'8':-2}],'token_ids':[";
  CHECK(read(maps + "8]}") == "0=8 scored");
  CHECK(read(maps + "9]}") == "0=7 scored unmarked");
}

TEST_CASE("values that mean something else are passed over") {
  for (const char* object : {
           "{'tokens':5}",
           "{'tokens':null,'logprobs':null}",
           "{'tokens':[]}",
           "{'tokens':[[1]]}",
           "{'tokens':['a']}",
           "{'logprobs':{'a':-1}}",
           "{'logprobs':[{'x':1}]}",
           "{'logprobs':'none'}",
           "{'text':{'format':1}}",
           "{'top_logprobs':5}",
           "{'other':[{'token':'a','logprob':-1}]}",
       }) {
    CAPTURE(object);
    CHECK(read(object) == "0");
  }
}

TEST_CASE("a text says why it ended") {
  const Row row = GENERATE(values<Row>({
      {"{'finish_reason':'length'}", "0:length"},
      {"{'finish_reason':{'reason':'stop'}}", "0:stop"},
      {"{'stop_reason':'max_tokens'}", "0:max_tokens"},
      {"{'stopReason':'NOT_FINISHED'}", "0"},
      {"{'stop_reason':null,'finish_reason':null}", "0"},
      {"{'finish_reason':'stop','stop_reason':'END'}", "0:stop"},
      {"{'stop_reason':'END','finish_reason':'stop'}", "0:stop"},
      {"{'index':2,'finish_reason':'stop'}", "2:stop"},
  }));
  CAPTURE(row.object);
  CHECK(read(row.object) == row.read);
}

TEST_CASE("the prompt's tokens are read if they are asked for") {
  const std::string_view object =
      "{'input_tokens':[{'text':'a'},{'text':'b','logprob':-1}],'tokens':[{'text':'c',"
      "'logprob':-2}]}";
  CHECK(read(object) == "0=c scored");
  CHECK(read(object, true) == "0:prompt=a|b 0=c scored");
}

TEST_CASE("a mistake is told with its path") {
  CHECK(read("{'tokens':[{'token':'a'},{'text':true}]}") ==
        "!tokens[1].token is a boolean, not a string");
  CHECK(read("{'logprobs':[-1,'x']}") == "!logprobs[1] is a string, not a number");
  CHECK(read("{'tokens':[{'text':'a','logprob':-}]}") == "!syntax");
}

TEST_CASE("each text of a list is a choice") {
  samples::OpenObject open(
      "{'results':[{'text':'a','tokens':[{'text':'a','logprob':-1}],'stop_reason':'length'},"
      "{'index':3,'text':'b','generated_token_count':1}]}");
  logprobs::Answer answer;
  Context context{answer, false, open.text};
  Generation sum;
  CHECK(logprobs::read::each_field(open.object, context,
                                   [&](logprobs::read::Key, logprobs::read::Value& value) {
                                     return logprobs::read::read_generations(value, sum, context);
                                   }));
  CHECK(samples::show(answer) == "0=a:length 3\"b\"");
  CHECK((sum.text && sum.scored && sum.counted));
}
