#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

const std::string header =
    "source\ttokens\tperplexity\tmean_logprob\tmin_probability\tlow\tambiguous\tnot_top\tcustom_id"
    "\tmodel\tfinish_reason\tleast_sure\tleast_sure_index\n";

std::string rows_of(const std::vector<Answer>& answers) {
  ShowOptions options;
  options.quiet = true;
  return shown("summary", answers, options);
}

}  // namespace

TEST_CASE("a summary has a line per choice, and a header unless quiet") {
  const Answer answer = answer_of({{"a", 0.5}, {"b", 0.125}});
  const std::string row = "a.json\t2\t4\t-1.38629\t0.125\t0\t0\t0\t\tm\tstop\tb\t1\n";
  CHECK(shown("summary", answer) == header + row);
  CHECK(shown("summary", {answer, answer}) == header + row + row);
  CHECK(rows_of({answer}) == row);
  CHECK(shown("summary", std::vector<Answer>{}) == header);
}

TEST_CASE("a summary counts clues") {
  const Answer answer = answer_of({{"a", 0.05, {{"a", 0.05}, {"x", 0.04}}},
                                   {"b", 0.4, {{"x", 0.5}, {"b", 0.4}}},
                                   {"c", 0.2, {{"x", 0.7}, {"c", 0.2}}}});
  CHECK(rows_of({answer}).ends_with("\t1\t2\t2\t\tm\tstop\ta\t0\n"));
}

TEST_CASE("a row is named by source, line and, if there are several, choice") {
  Answer answer = answer_of({{"a", 1}});
  answer.source = "b.jsonl";
  answer.place.line = 3;
  answer.custom_id = "req-7";
  const auto rest = [](std::string_view token) {
    return "\t1\t1\t0\t1\t0\t0\t0\treq-7\tm\tstop\t" + std::string(token) + "\t0\n";
  };
  CHECK(rows_of({answer}) == "b.jsonl:3" + rest("a"));
  add_choice(answer, 1, {{"b", 1}});
  add_choice(answer, 1, {{"c", 1}}, Kind::refusal);
  CHECK(rows_of({answer}) ==
        "b.jsonl:3#0" + rest("a") + "b.jsonl:3#1" + rest("b") + "b.jsonl:3#1:refusal" + rest("c"));
}

TEST_CASE("text from outside cannot break the line") {
  Answer answer = answer_of({{"x\t\n\x1b", 1}});
  answer.source = answer.custom_id = answer.model = "a\tb\nc\x1b[2J";
  answer.choices[0].finish_reason = answer.model;
  const std::string row = rows_of({answer});
  CHECK(std::count(row.begin(), row.end(), '\n') == 1);
  CHECK(std::count(row.begin(), row.end(), '\t') == 12);
  CHECK(row.find('\x1b') == std::string::npos);
}

TEST_CASE("unknown values are empty cells, and a choice without tokens has 0") {
  Answer answer = answer_of({{"a", 1}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  add_message(answer, 1, "text");
  CHECK(rows_of({answer}) ==
        "a.json#0\t1\t\t\t\t0\t0\t0\t\tm\tstop\t\t\n"
        "a.json#1\t0\t\t\t\t0\t0\t0\t\tm\tstop\t\t\n");
  CHECK(rows_of({Answer{}}).empty());
}

TEST_CASE("a perplexity that overflows is unknown") {
  Answer answer = answer_of({{"a", 1}});
  answer.choices[0].tokens[0].logprob = -999;
  CHECK(rows_of({answer}) == "a.json\t1\t\t-999\t0\t1\t0\t0\t\tm\tstop\ta\t0\n");
}
