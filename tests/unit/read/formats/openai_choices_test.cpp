#include <iterator>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "read/formats/formats.hpp"
#include "read/join/join.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Outcome;

namespace {

struct Parsed {
  Outcome outcome = Outcome::broken;
  Answer answer{};
  std::string trouble{};
};

Parsed parse_as(logprobs::read::Outcome (*read)(logprobs::read::Object&, logprobs::read::Context&),
                std::string_view quoted, bool event) {
  samples::OpenObject open(quoted);
  Parsed parsed;
  logprobs::read::Context context{parsed.answer, event, open.text};
  parsed.outcome = read(open.object, context);
  logprobs::read::drop_empty_kinds(parsed.answer);
  parsed.trouble = context.trouble.path + " " + context.trouble.what;
  return parsed;
}

/// Reads it as a chat completion or, failing that, as an older completion.
Parsed parse(std::string_view quoted, bool event = false) {
  Parsed chat = parse_as(logprobs::read::read_openai_chat, quoted, event);
  if (chat.outcome != Outcome::not_mine) return chat;
  return parse_as(logprobs::read::read_openai_completions, quoted, event);
}

/// The outcome's letter and the choices.
std::string show(const Parsed& parsed) {
  return samples::letter(parsed.outcome) + (" " + samples::show(parsed.answer));
}

struct Row {
  std::string_view text;
  std::string_view parsed;
};

/// A response with one token in which `field` has the JSON `value`, or is missing if that is empty.
std::string response_with(std::string_view field, std::string_view value) {
  const auto pair = [&](std::string_view name, std::string_view normal) {
    const std::string_view used = name == field ? value : normal;
    return used.empty() ? "" : fmt::format("'{}':{},", name, used);
  };
  const auto object = [](std::string fields) {
    if (fields.ends_with(',')) fields.pop_back();
    return "{" + fields + "}";
  };
  const std::string item = object(pair("token", "'A'") + pair("logprob", "-0.5") +
                                  pair("bytes", "null") + pair("top_logprobs", "[]"));
  const std::string list = object(pair("content", "[" + item + "]"));
  const std::string choice = object(pair("index", "0") + pair("message", "{'content':'A'}") +
                                    pair("logprobs", list) + pair("finish_reason", "'stop'"));
  const std::string_view first = field == "[0]" ? value : choice;
  return object("'object':'chat.completion'," + pair("choices", fmt::format("[{}]", first)));
}

}  // namespace

TEST_CASE("a chat response is read") {
  const Row row = GENERATE(values<Row>({
      {"{'choices':[]}", "w "},
      {"{'choices':null}", "w "},
      {"{'id':'x'}", "- "},
      {"{'choice':[]}", "- "},
      {"{'choices':[{}]}", "w 0"},
      {"{'choices':[{'message':{'content':'Hi'}}]}", "w 0\"Hi\""},
      {"{'choices':[{'message':{'content':'','refusal':'No'}}]}", "w 0:refusal\"No\""},
      {"{'choices':[{'message':null,'text':'Hi'}]}", "w 0\"Hi\""},
      {"{'choices':[{'message':{'content':[{'type':'text'}]}}]}", "w 0"},
      {"{'choices':[{'logprobs':{'content':[{'token':'A'},{'token':'B'}]}}]}", "w 0=A|B"},
      {"{'choices':[{'logprobs':{'content':null,'refusal':[{'token':'A'}]}}]}", "w 0:refusal=A"},
      {"{'choices':[{'logprobs':{'content':[{'token':'A'}],'refusal':[{'token':'B'}]},"
       "'finish_reason':'stop'}]}",
       "w 0=A:stop 0:refusal=B:stop"},
      // The index is the one on the wire, in whatever order; else the place.
      {"{'choices':[{'logprobs':{'content':[{'token':'A'}]},'index':3,'finish_reason':'x'}]}",
       "w 3=A:x"},
      {"{'choices':[{'index':1,'text':'b'},{'index':0,'text':'a'}]}", "w 0\"a\" 1\"b\""},
      {"{'choices':[{'text':'a'},{'text':'b'}]}", "w 0\"a\" 1\"b\""},
      {"{'choices':[{'index':null,'text':'a'}]}", "w 0\"a\""},
      {"{'choices':[{'index':2147483647,'text':'a'}]}", "w 2147483647\"a\""},
      {"{'choices':[{'index':2147483647,'text':'a'},{'index':0,'text':'b'}]}",
       "w 0\"b\" 2147483647\"a\""},
      // Entries with the same index are one choice.
      {"{'choices':[{'index':1,'text':'a'},{'text':'b','index':1}]}", "w 1\"ab\""},
      {"{'choices':[{'index':1,'logprobs':{'content':[{'token':'A'}]}},"
       "{'logprobs':{'content':[{'token':'B'}]},'index':1,'finish_reason':'x'}]}",
       "w 1=A|B:x"},
      {"{'choices':[{'text':'a','finish_reason':null}]}", "w 0\"a\""},
      {"{'choices':[{'finish_reason':'stop','logprobs':{'content':[{'token':'A'}]}}]}",
       "w 0=A:stop"},
  }));
  CAPTURE(row.text);
  CHECK(show(parse(row.text)) == row.parsed);
}

TEST_CASE("a text that Together sends twice is read once") {
  const Row row = GENERATE(values<Row>({
      {"{'choices':[{'text':'A','delta':{'content':'A'}}]}", "p 0\"A\""},
      {"{'choices':[{'delta':{'content':'A'},'text':'A'}]}", "p 0\"A\""},
      {"{'choices':[{'text':'A','logprobs':-0.5,'delta':{'content':'A'}}]}", "p 0=A"},
      {"{'choices':[{'text':'A','delta':{'content':''}}]}", "p 0\"A\""},
      {"{'choices':[{'text':null,'delta':{'content':'A'}}]}", "p 0\"A\""},
  }));
  CAPTURE(row.text);
  CHECK(show(parse(row.text)) == row.parsed);
}

TEST_CASE("a chunk is distinguished from a whole response") {
  struct KindRow {
    std::string_view text;
    char outcome;   // of a document
    char in_event;  // of an event
  };
  const KindRow row = GENERATE(values<KindRow>({
      {"{'choices':[{'delta':{'content':'A'}}]}", 'p', 'p'},
      {"{'choices':[{'delta':null}]}", 'p', 'p'},
      {"{'choices':[{'message':{}}]}", 'w', 'w'},
      {"{'object':'chat.completion','choices':[{'message':{}}]}", 'w', 'w'},
      {"{'object':'chat.completion.chunk','choices':[]}", 'p', 'p'},
      {"{'choices':[],'object':'chat.completion.chunk'}", 'p', 'p'},
      {"{'choices':[]}", 'w', 'p'},
      {"{'choices':[{'finish_reason':'stop'}]}", 'w', 'p'},  // Azure's filter results
  }));
  CAPTURE(row.text);
  CHECK(samples::letter(parse(row.text).outcome) == row.outcome);
  CHECK(samples::letter(parse(row.text, true).outcome) == row.in_event);
}

TEST_CASE("the envelope is read, and its values of odd types are ignored") {
  const Parsed good = parse("{'id':'x','model':'m\\u0041','created':1.5,'choices':[]}");
  CHECK(good.answer.id == "x");
  CHECK(good.answer.model == "mA");
  CHECK(good.answer.created == 1.5);
  CHECK_FALSE(good.answer.failure);
  const Parsed odd = parse("{'id':7,'model':null,'created':'now','error':null,'choices':[]}");
  CHECK(odd.outcome == Outcome::whole);
  CHECK((odd.answer.id.empty() && odd.answer.model.empty() && !odd.answer.created));
  CHECK_FALSE(odd.answer.failure);
  const Parsed failed = parse("{'choices':[],'error':{'message':'no','code':429}}");
  CHECK(failed.answer.failure->message == "no");
}

TEST_CASE("a mismatch is reported with its path") {
  struct TypeRow {
    std::string_view field;
    std::string_view outcomes;  // missing, null, string, number, object, array
    std::string_view path;
  };
  const TypeRow row = GENERATE(values<TypeRow>({
      {"choices", "-wuuuw", "choices "},
      {"[0]", "wuuuwu", "choices[0] "},
      {"index", "wwuuuu", "choices[0].index "},
      {"message", "wwuuwu", "choices[0].message "},
      {"finish_reason", "wwwwww", ""},
      {"logprobs", "wwuuww", "choices[0].logprobs "},
      {"content", "wwuuuw", "choices[0].logprobs.content "},
      {"token", "uuwuuu", "choices[0].logprobs.content[0].token "},
      {"logprob", "wwuwuu", "choices[0].logprobs.content[0].logprob "},
      {"bytes", "wwuuuw", "choices[0].logprobs.content[0].bytes "},
      {"top_logprobs", "wwuuww", "choices[0].logprobs.content[0].top_logprobs "},
  }));
  const std::string_view kinds[] = {"", "null", "'s'", "-1", "{}", "[]"};
  for (std::size_t i = 0; i < std::size(kinds); ++i) {
    const std::string text = response_with(row.field, kinds[i]);
    CAPTURE(text);
    const Parsed parsed = parse(text);
    CHECK(samples::letter(parsed.outcome) == row.outcomes[i]);
    if (parsed.outcome != Outcome::unusable) continue;
    CHECK(parsed.trouble.substr(0, row.path.size()) == row.path);
    CHECK_THAT(parsed.trouble, Contains(" is "));
  }
}

TEST_CASE("what came before a mistake is kept") {
  const Row row = GENERATE(values<Row>({
      {"{'choices':[{'index':2,'logprobs':{'content':[{'token':'A'},{'token':7.5}]}}]}", "u 2=A"},
      {"{'choices':[{'text':'a'},{'text':'b','logprobs':5}]}", "u 0\"a\" 1\"b\""},
      {"{'choices':[{'text':'a'},5]}", "u 0\"a\""},
      {"{'choices':[{'text':'a'},nope]}", "! 0\"a\""},
      {"{'choices':[{'text':'a'} {'text':'b'}]}", "! 0\"a\""},
      {"{'choices':[{'text':'a' 'b'}]}", "! 0\"a\""},
  }));
  CAPTURE(row.text);
  CHECK(show(parse(row.text)) == row.parsed);
}

TEST_CASE("many choices of which the last comes first stay apart") {
  std::string entries, wanted;
  for (int i = 0; i < 300; ++i) {
    entries.insert(0, fmt::format("{}{{'index':{},'text':'a','logprobs':{{'tokens':['{}'],"
                                  "'token_logprobs':[-1]}}}}",
                                  i == 299 ? "" : ",", i, i));
    wanted += fmt::format(" {0}={0}", i);
  }
  Parsed parsed = parse("{'choices':[" + entries + "]}");
  logprobs::read::sort_choices(parsed.answer);
  CHECK(show(parsed) == "w" + wanted);
}
