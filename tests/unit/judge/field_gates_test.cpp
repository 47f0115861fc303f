#include <string>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using Why = FieldFault::Why;

namespace {

Report report_on(const Answer& answer, Sought sought = {}) {
  Report report = test::judged(answer);
  sought.fields = true;
  judge_findings(answer, sought, true, report);
  return report;
}

Sought least(const std::string& path, double probability) {
  Sought sought;
  sought.fields = true;
  sought.min_fields = {{path, probability}};
  return sought;
}

/// The path of the field that trips a gate; "-" if none does.
std::string tripped(const Answer& answer, const Gates& gates, const Sought& sought) {
  const Report report = report_on(answer);
  const auto trip = first_trip(answer, report, gates, sought);
  if (!trip) return "-";
  return trip->gate == Gate::min_field ? report.choices[0].findings().fields[trip->field].path
                                       : "(token)";
}

std::optional<FieldFault> fault(const Answer& answer, const Sought& sought) {
  return fault_of_fields(report_on(answer), {}, sought);
}

const Answer pair = test::answer_of(
    {{"{\"", 0.1}, {"a", 1}, {"\":", 1}, {" 1", 0.5}, {", \"b\": ", 1}, {"2", 0.8}, {"}", 1}});

}  // namespace

TEST_CASE("a field must be as probable as its option says") {
  CHECK(tripped(pair, {}, least("/a", 0.6)) == "/a");
  CHECK(tripped(pair, {}, least("/a", 0.5 - 1e-9)) == "-");
  CHECK(tripped(pair, {}, least("/b", 0.9)) == "/b");
}

TEST_CASE("with fields, the lowest probability is that of fields and not of tokens") {
  Sought fields;
  fields.fields = true;
  Gates gates;
  gates.min_probability = 0.3;
  CHECK(tripped(pair, gates, fields) == "-");
  CHECK(tripped(pair, gates, {}) == "-");  // “{"” is punctuation
  gates.min_probability = 0.6;
  CHECK(tripped(pair, gates, fields) == "/a");
  CHECK(tripped(pair, gates, {}) == "(token)");
}

TEST_CASE("what cannot be judged is said, and why") {
  CHECK_FALSE(fault(pair, least("/a", 0.9)));
  const auto missing = fault(pair, least("/c", 0.9));
  REQUIRE(missing);
  CHECK(missing->why == Why::no_such_path);
  CHECK(missing->path == "/c");
  CHECK(missing->option == "--min-field");
  CHECK(fault(test::answer_of({{"none", 1}}), {})->why == Why::no_json);
  CHECK(fault(test::answer_of({{"[1", 1}}), {})->why == Why::not_whole);
  CHECK(fault(test::answer_of({{"{a}", 1}}), {})->why == Why::not_whole);
  Sought enumerated;
  enumerated.enums = {{"/c", {"x", "y"}}};
  CHECK(fault(pair, enumerated)->option == "--enum");
}

TEST_CASE("a field without a probability fails only the gates that look at it") {
  Answer answer = pair;
  answer.choices[0].tokens[3].logprob = unknown_logprob;
  CHECK_FALSE(fault(answer, least("/b", 0.5)));
  const auto unknown = fault(answer, least("/a", 0.5));
  REQUIRE(unknown);
  CHECK(unknown->why == Why::unknown);
  CHECK(unknown->path == "/a");
  CHECK(unknown->sent);
}

TEST_CASE("a call without tokens has a gate that nothing can pass") {
  Answer answer = test::answer_of({{"I look", 1}});
  answer.calls = {{0, "f", R"({"a": 1})"}};
  CHECK_FALSE(fault(answer, {}));
  const auto unsent = fault(answer, least("/a", 0.5));
  REQUIRE(unsent);
  CHECK(unsent->why == Why::unknown);
  CHECK_FALSE(unsent->sent);
}
