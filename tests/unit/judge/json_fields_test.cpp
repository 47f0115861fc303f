#include "judge/json_fields.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using test::Said;

namespace {

Findings fields_of(const Answer& answer) {
  Report report = test::judged(answer);
  judge_findings(answer, {.fields = true}, true, report);
  return report.choices[0].findings();
}

/// The leaves with their tokens and probabilities: "/a=1 [2,3) 0.5".
std::vector<std::string> leaves(const std::vector<Said>& tokens) {
  std::vector<std::string> list;
  for (const Leaf& leaf : fields_of(test::answer_of(tokens)).fields) {
    list.push_back(fmt::format("{}={} [{},{}) {:.3g}", leaf.path, leaf.value, leaf.part.first,
                               leaf.part.last, std::exp(leaf.part.sum_logprob)));
  }
  return list;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a value's tokens are those that hold some of it") {
  // quotes, commas and colons alone are not of a value, but may share a token with one
  CHECK(leaves({{"{\"", 0.9},
                {"a", 0.9},
                {"\": \"", 0.9},
                {"x", 0.5},
                {"y\",", 0.5},
                {" \"b\":", 1},
                {" ", 1},
                {"1", 0.8},
                {"2", 0.5},
                {".5", 0.5},
                {"}", 1}}) == Lines{"/a=xy [3,5) 0.25", "/b=12.5 [7,10) 0.2"});
  CHECK(leaves({{"[true", 0.5}, {",", 1}, {" null", 0.25}, {"]", 1}}) ==
        Lines{"/0=true [0,1) 0.5", "/1=null [2,3) 0.25"});
}

TEST_CASE("the second quote of an empty string is its token") {
  CHECK(leaves({{"[\"", 0.5}, {"\"", 0.25}, {"]", 1}}) == Lines{"/0= [1,2) 0.25"});
  CHECK(leaves({{"[", 0.5}, {"\"\"", 0.25}, {"]", 1}}) == Lines{"/0= [1,2) 0.25"});
}

TEST_CASE("an empty array or object is a value with both of its brackets") {
  CHECK(leaves({{"[[", 0.5}, {"],", 0.5}, {" {", 0.5}, {"}", 0.5}, {"]", 1}}) ==
        Lines{"/0=[] [0,2) 0.25", "/1={} [2,4) 0.25"});
}

TEST_CASE("a token that writes two values counts for both, and once for the whole") {
  const auto tokens = std::vector<Said>{{"[", 1}, {"1,2", 0.5}, {"3", 0.25}, {"]", 1}};
  CHECK(leaves(tokens) == Lines{"/0=1 [1,2) 0.5", "/1=23 [1,3) 0.125"});
  const Joint joint = fields_of(test::answer_of(tokens)).joint;
  CHECK(std::exp(joint.values) == Approx(0.125));
  CHECK(std::exp(joint.sum()) == Approx(0.125));
}

TEST_CASE("values, keys, punctuation and what is around make up the whole answer") {
  const Joint joint = fields_of(test::answer_of({{"It is", 0.5},
                                                 {" {\"", 0.75},
                                                 {"a", 0.25},
                                                 {"b", 0.5},
                                                 {"\":", 0.9},
                                                 {" \"x", 0.2},
                                                 {"\"", 0.8},
                                                 {"}", 0.7},
                                                 {".", 0.6}}))
                          .joint;
  CHECK(std::exp(joint.around) == Approx(0.5 * 0.6));
  CHECK(std::exp(joint.punctuation) == Approx(0.75 * 0.9 * 0.8 * 0.7));
  CHECK(std::exp(joint.keys) == Approx(0.25 * 0.5));
  CHECK(std::exp(joint.values) == Approx(0.2));
  CHECK(std::exp(joint.sum()) == Approx(0.3 * 0.75 * 0.9 * 0.8 * 0.7 * 0.125 * 0.2));
}

TEST_CASE("a token without a probability leaves its values without one") {
  Answer answer = test::answer_of({{"[", 1}, {"1", 0.5}, {",", 1}, {"2", 0.5}, {"]", 1}});
  answer.choices[0].tokens[1].logprob = unknown_logprob;
  const Findings found = fields_of(answer);
  CHECK(std::isnan(found.fields[0].part.sum_logprob));
  CHECK(std::exp(found.fields[1].part.sum_logprob) == Approx(0.5));
  CHECK(std::isnan(found.joint.values));
  CHECK(std::isnan(found.joint.sum()));
}

TEST_CASE("a server that leaves no choice of keys and punctuation decodes under a grammar") {
  const auto answer_with = [](std::vector<test::Entry> others) {
    const auto forced = [&](std::string_view text) {
      std::vector<test::Entry> all = {{std::string(text), 1}};
      all.insert(all.end(), others.begin(), others.end());
      return Said{std::string(text), 1, all};
    };
    return test::answer_of({forced("{\""), forced("a"), forced("\":"),
                            Said{"1", 0.5, {{"1", 0.5}, {"2", 0.5}}}, forced("}")});
  };
  CHECK(fields_of(answer_with({})).constrained == true);
  CHECK(fields_of(answer_with({{"x", 0}})).constrained == true);  // masked
  CHECK(fields_of(answer_with({{"x", 1e-9}})).constrained == false);
  // without a list of others nothing tells it
  CHECK_FALSE(fields_of(test::answer_of({{"{\"", 1}, {"a", 1}, {"\":", 1}, {"1", 1}, {"}", 1}}))
                  .constrained);
}

TEST_CASE("a value that begins another is only known by what ends it") {
  const Answer answer =
      test::answer_of({{"{\"s\": \"", 1},
                       {"open", 0.5, {{"open", 0.5}, {"closed", 0.25}}},
                       {"\"}", 0.5, {{"\"}", 0.5}, {"\", ", 0.25}, {"ed", 0.125}}}});
  Report report = test::judged(answer);
  judge_findings(answer, {.fields = true, .enums = {{"/s", {"open", "opened", "closed"}}}}, true,
                 report);
  const Findings& found = report.choices[0].findings();
  REQUIRE(found.fields.size() == 1);
  const std::vector<LabelShare>& labels = found.fields[0].labels[0].labels;
  CHECK(labels[0].probability == Approx(0.5 * 0.75));
  CHECK(labels[1].probability == Approx(0.5 * 0.125));
  CHECK(labels[2].probability == Approx(0.25));
}

TEST_CASE("what is sought in JSON is not sought without --fields") {
  const Answer answer = test::answer_of({{"[1]", 1}});
  Report report = test::judged(answer);
  judge_findings(answer, {}, true, report);
  CHECK(report.choices[0].findings().documents.empty());
}

TEST_CASE("paths that would take much more memory than the text are given up") {
  std::string text = "{\"" + std::string(1 << 20, 'k') + "\":[";
  for (int i = 0; i < 10'000; ++i) text += "1,";
  const Findings found = fields_of(test::answer_of({{text + "1]}", 1}}));
  REQUIRE(found.documents.size() == 1);
  CHECK(found.documents[0].end == JsonEnd::broken);
  CHECK(found.documents[0].problem == "the paths of the values take too much memory");
  CHECK(found.fields.size() < 100);
}
