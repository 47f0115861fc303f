#include "show/words/field_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

Report report_on(const Answer& answer) {
  Report report = test::judged(answer);
  Sought sought;
  sought.fields = true;
  judge_findings(answer, sought, true, report);
  return report;
}

std::vector<std::string> rows(const Answer& answer) {
  const Report report = report_on(answer);
  std::vector<std::string> lines;
  for (const Leaf& field : report.choices[0].findings().fields) {
    const FieldRow row = field_row(answer, answer.choices[0], report.choices[0], field, {}, 12);
    lines.push_back(fmt::format("{} {} {} | {} | {} | {}", row.path, row.share, row.value,
                                row.least_sure, row.instead, fmt::join(row.labels, "; ")));
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a row has the field's value, its least sure token and what could have come instead") {
  CHECK(rows(test::answer_of({{"{\"name\": \"", 1},
                              {"An", 0.9},
                              {"na", 0.5, {{"na", 0.5}, {"ton", 0.3}}},
                              {"\", \"ok\": ", 1},
                              {"true", 0.6, {{"true", 0.6}, {"false", 0.4}}},
                              {"}", 1}})) ==
        Lines{"/name 45.0% \"Anna\" | “na” 50.0% | “ton” 30.0% | ",
              "/ok 60.0% true | “true” 60.0% | “false” 40.0% | true 60.0%; false 40.0%"});
}

TEST_CASE("values are visible, as JSON has them, and cut off") {
  CHECK(rows(test::answer_of({{R"(["a\"\\\n", "a long text that does not fit"])", 0.5}})) ==
        Lines{R"(/0 50.0% "a\"\\\n" | “["a\"\\\n", "…” 50.0% |  | )",
              R"(/1 50.0% "a long tex… | “["a\"\\\n", "…” 50.0% |  | )"});
}

TEST_CASE("a call's name is a row of its own, numbered if there are several") {
  Answer answer = test::answer_of({{"I look", 0.5}});
  answer.calls = {{0, "f", R"({"a": 1})"}};
  CHECK(rows(answer) == Lines{"call ? f |  |  | ", "/a ? 1 |  |  | "});
  CHECK(joint_parts(report_on(answer).choices[0].findings(), {}).empty());
  answer.calls.push_back({0, "g", ""});
  CHECK(rows(answer) == Lines{"call 1 ? f |  |  | ", "/a ? 1 |  |  | ", "call 2 ? g |  |  | "});
}

TEST_CASE("the parts of an answer are said, and that they are all of it") {
  const Answer answer = test::answer_of({{"So: ", 0.5}, {"[", 0.9}, {"7", 0.8}, {"]", 1}});
  CHECK(joint_parts(report_on(answer).choices[0].findings(), {}) ==
        Lines{"values 80.0%", "keys 100.0%", "punctuation 90.0%", "text around 50.0%",
              "together 36.0%"});
}

TEST_CASE("the least sure field is named") {
  const Answer answer = test::answer_of({{"[", 1}, {"7", 0.8}, {",", 1}, {"8", 0.6}, {"]", 1}});
  const Findings findings = report_on(answer).choices[0].findings();
  const Leaf* const least = least_sure_field(findings);
  REQUIRE(least != nullptr);
  CHECK(field_and_share(*least, findings, {}) == "/1 60.0%");
  CHECK(least_sure_field({}) == nullptr);
}
