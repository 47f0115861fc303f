#include "read/json/fields.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::read::Context;
using logprobs::read::ReadScope;
using logprobs::read::Value;

namespace {

/// Calls `visit(Value&, Context&)` with the value of {"field": `json`}. Returns its result or,
/// after a `!`, the trouble.
template <typename Visit>
std::string with_value(std::string_view json, ReadScope scope, Visit visit) {
  samples::OpenObject open(fmt::format("{{'field':{}}}", json));
  Answer answer;
  Context context{answer, false, open.text, scope};
  std::string out;
  logprobs::read::each_field(open.object, context, [&](logprobs::read::Key, Value& value) {
    out = visit(value, context);
    return true;
  });
  if (context.notes.prompt_left_out) out += " prompt";
  if (context.notes.reasoning_left_out) out += " reasoning";
  return context.trouble.what.empty() ? out : out + "!" + context.trouble.what;
}

std::string index_of(std::string_view json) {
  return with_value(json, {}, [](Value& value, Context& context) {
    int index = 7;
    const bool good = logprobs::read::read_index(value, index, context);
    return std::to_string(index) + (good ? "" : " no");
  });
}

std::string created_of(std::string_view json) {
  return with_value(json, {}, [](Value& value, Context& context) {
    const bool good = logprobs::read::read_created(value, context.answer);
    const std::optional<double> created = context.answer.created;
    return (created ? fmt::format("{:g}", *created) : "none") + (good ? "" : " no");
  });
}

std::string flag_of(std::string_view json) {
  return with_value(json, {}, [](Value& value, Context&) -> std::string {
    std::optional<bool> flag;
    logprobs::read::read_flag(value, flag);
    if (!flag) return "none";
    return *flag ? "true" : "false";
  });
}

std::string left_out(Kind kind, ReadScope scope, std::string_view json) {
  return with_value(json, scope, [&](Value& value, Context& context) {
    return logprobs::read::leaves_out(kind, value, context) ? "out" : "in";
  });
}

struct Row {
  std::string_view json;
  std::string_view read;
};

}  // namespace

TEST_CASE("an index is a whole number, 0 or more") {
  const Row row = GENERATE(values<Row>({
      {"0", "0"},
      {"12", "12"},
      {"2147483647", "2147483647"},
      {"null", "7"},
      {"2147483648", "7 no!is not an index (0 or more)"},
      {"-1", "7 no!is not an index (0 or more)"},
      {"1.5", "7 no!is a number, not a whole number"},
      {"'1'", "7 no!is a string, not a whole number"},
      {"[0]", "7 no!is an array, not a whole number"},
  }));
  CAPTURE(row.json);
  CHECK(index_of(row.json) == row.read);
}

TEST_CASE("a time is a number, and anything else is ignored") {
  const Row row = GENERATE(values<Row>({
      {"5", "5"},
      {"0", "0"},
      {"1.5", "1.5"},
      {"null", "none"},
      {"'2024-01-01T00:00:00Z'", "none"},
      {"{}", "none"},
      {"true", "none"},
  }));
  CAPTURE(row.json);
  CHECK(created_of(row.json) == row.read);
}

TEST_CASE("a flag is true or false, and anything else is ignored") {
  const Row row = GENERATE(values<Row>({
      {"true", "true"},
      {"false", "false"},
      {"null", "none"},
      {"1", "none"},
      {"'true'", "none"},
      {"[]", "none"},
  }));
  CAPTURE(row.json);
  CHECK(flag_of(row.json) == row.read);
}

TEST_CASE("tokens that nobody asked for are left out, which is noted if there are any") {
  const Row row = GENERATE(values<Row>({
      {"[{'token':'a'}]", "out!"},
      {"{'tokens':['a']}", "out!"},
      {"[ \n null]", "out!"},
      {"[]", "out"},
      {"[ \n ]", "out"},
      {"{}", "out"},
      {"null", "out"},
      {"''", "out"},
  }));
  CAPTURE(row.json);
  const bool noted = row.read.ends_with('!');
  CHECK(left_out(Kind::prompt, {}, row.json) == (noted ? "out prompt" : "out"));
  CHECK(left_out(Kind::reasoning, {}, row.json) == (noted ? "out reasoning" : "out"));
  CHECK(left_out(Kind::prompt, {.prompt = false, .reasoning = true}, row.json).starts_with("out"));
  CHECK(
      left_out(Kind::reasoning, {.prompt = true, .reasoning = false}, row.json).starts_with("out"));
}

TEST_CASE("tokens of the answer, and those that were asked for, are not left out") {
  const std::string_view json = "[{'token':'a'}]";
  CHECK(left_out(Kind::content, {}, json) == "in");
  CHECK(left_out(Kind::refusal, {}, json) == "in");
  CHECK(left_out(Kind::prompt, {.prompt = true, .reasoning = false}, json) == "in");
  CHECK(left_out(Kind::reasoning, {.prompt = false, .reasoning = true}, json) == "in");
}
