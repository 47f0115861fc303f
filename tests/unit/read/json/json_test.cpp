#include "read/json/json.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::Answer;
using logprobs::read::Context;
using logprobs::read::Value;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Parses [raw] and passes its element to `take`.
template <typename Take>
bool with_value(std::string_view raw, Context& context, Take take) {
  const simdjson::padded_string text("[" + std::string(raw) + "]");
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  REQUIRE(parser.iterate(text).get(document) == simdjson::SUCCESS);
  logprobs::read::Array array;
  REQUIRE(document.get_array().get(array) == simdjson::SUCCESS);
  return each_element(array, context, [&](Value& value, std::size_t) { return take(value); });
}

struct Fixture {
  Answer answer{};
  Context context{answer, false, ""};
};

/// A number as text; `is ...` for a mismatch, `syntax` for broken JSON.
template <typename Read>
std::string outcome(std::string_view raw, Read read) {
  Fixture fixture;
  std::string out;
  const bool good = with_value(raw, fixture.context,
                               [&](Value& value) { return read(value, fixture.context, out); });
  const std::string& what = fixture.context.trouble.what;
  return good ? out : what.empty() ? "syntax" : what;
}

}  // namespace

TEST_CASE("numbers are read as sent, also those that JSON does not have") {
  struct Row {
    std::string_view raw;
    double value;
  };
  const Row row = GENERATE(values<Row>({
      {"0", 0},
      {"-0.0", -0.0},
      {"-1", -1},
      {"-0.000035", -0.000035},
      {"-3.3123003E-4", -3.3123003e-4},
      {"1e2", 100},
      {"-9999.0", -9999},
      {"-3.4028234663852886e+38", -3.4028234663852886e+38},
      {"12345678901234567890123", 12345678901234567890123.0},
      {"-0.1234567890123456789", -0.1234567890123456789},
      {"Infinity", infinity},
      {"-Infinity", -infinity},
      {"1e999", infinity},
      {"-1e999", -infinity},
      {"-1E+400", -infinity},
      {"1e-999", 0},
      {"-1e-400", -0.0},
      {R"("-0.25")", -0.25},
      {R"("-inf")", -infinity},
      {R"("-Infinity")", -infinity},
      {R"("inf")", infinity},
      {R"("+inf")", infinity},
  }));
  CAPTURE(row.raw);
  Fixture fixture;
  double value = 7;
  CHECK(with_value(row.raw, fixture.context,
                   [&](Value& raw) { return read_number(raw, value, fixture.context); }));
  CHECK(value == row.value);
  CHECK(std::signbit(value) == std::signbit(row.value));
}

TEST_CASE("an unknown number is NaN") {
  const std::string_view raw = GENERATE(as<std::string_view>{}, "NaN", "null", " null ", R"("")",
                                        R"("nan")", R"("NaN")", R"("None")");
  Fixture fixture;
  double value = 7;
  CHECK(with_value(raw, fixture.context,
                   [&](Value& found) { return read_number(found, value, fixture.context); }));
  CHECK(std::isnan(value));
}

TEST_CASE("a mismatch names the type of the value") {
  const auto number = [](Value& value, Context& context, std::string& out) {
    double found = 0;
    out = "good";
    return read_number(value, found, context);
  };
  const auto integer = [](Value& value, Context& context, std::string& out) {
    std::optional<std::int64_t> found;
    if (!read_integer(value, found, context)) return false;
    out = found ? std::to_string(*found) : "none";
    return true;
  };
  const auto string = [](Value& value, Context& context, std::string& out) {
    out = "none";
    return read_string(value, out, context);
  };
  const auto note = [](Value& value, Context& context, std::string& out) {
    out = "none";
    return read_note(value, out, context);
  };
  const auto object = [](Value& value, Context& context, std::string& out) {
    std::optional<logprobs::read::Object> found;
    if (!read_object(value, found, context)) return false;
    out = found ? "object" : "none";
    return true;
  };
  const auto array = [](Value& value, Context& context, std::string& out) {
    std::optional<logprobs::read::Array> found;
    if (!read_array(value, found, context)) return false;
    out = found ? "array" : "none";
    return true;
  };
  CHECK(outcome(R"("1")", number) == "good");
  CHECK(outcome(R"("x")", number) == "is a string, not a number");
  CHECK(outcome(R"("--inf")", number) == "is a string, not a number");
  CHECK(outcome(R"("Infinit")", number) == "is a string, not a number");
  CHECK(outcome("true", number) == "is a boolean, not a number");
  CHECK(outcome("{}", number) == "is an object, not a number");
  CHECK(outcome("[]", number) == "is an array, not a number");
  CHECK(outcome("-", number) == "syntax");
  CHECK(outcome("1x", number) == "syntax");
  CHECK(outcome("01", number) == "syntax");
  CHECK(outcome("-1e999x", number) == "syntax");
  CHECK(outcome("-infinity", number) == "syntax");
  CHECK(outcome("-9007199254740993", integer) == "-9007199254740993");
  CHECK(outcome("null", integer) == "none");
  CHECK(outcome("1.5", integer) == "is a number, not a whole number");
  CHECK(outcome("99999999999999999999", integer) == "is a number, not a whole number");
  CHECK(outcome(R"("7")", integer) == "is a string, not a whole number");
  CHECK(outcome(R"("a\u0062" )", string) == "ab");
  CHECK(outcome("null", string) == "none");
  CHECK(outcome("false", string) == "is a boolean, not a string");
  CHECK(outcome(R"("\q")", string) == "syntax");
  CHECK(outcome(R"("a")", note) == "a");
  CHECK(outcome("[1]", note) == "none");
  CHECK(outcome("{}", object) == "object");
  CHECK(outcome("null", object) == "none");
  CHECK(outcome("[]", object) == "is an array, not an object");
  CHECK(outcome("[]", array) == "array");
  CHECK(outcome("null", array) == "none");
  CHECK(outcome("-2", array) == "is a number, not an array");
}

TEST_CASE("a path is built from its end") {
  Fixture fixture;
  Context& context = fixture.context;
  CHECK_FALSE(context.in("nothing"));
  CHECK(context.trouble.path.empty());  // a syntax error has no path
  context.mismatch("1", "a string");
  context.in("token");
  context.in(std::size_t{3});
  context.in("content");
  context.in("logprobs");
  context.in(std::size_t{0});
  context.in("choices");
  CHECK(context.trouble.path == "choices[0].logprobs.content[3].token");
  CHECK(context.trouble.what == "is a number, not a string");
  CHECK_FALSE(context.syntax());
  CHECK(context.trouble.what.empty());
}
