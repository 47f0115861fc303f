#include "show/words/label_rows.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

TEST_CASE("a bound is rounded up") {
  CHECK(at_most(0.004) == "≤ 0.4%");
  CHECK(at_most(0.0041) == "≤ 0.5%");
  CHECK(at_most(1e-12) == "≤ 0.1%");
  CHECK(at_most(1) == "≤ 100.0%");
}

TEST_CASE("rows of labels say what is known, and notes what is not") {
  const Answer answer = test::answer_of({{"yes", 0.5, {{"yes", 0.5}, {"b", 0.25}, {"x", 0.125}}}});
  const Sought sought{.labels = {"yes", "no", "ba", "bo"}};
  const auto block = test::judged(answer, {}, sought).choices[0].findings().labels;
  REQUIRE(block);
  std::vector<std::string> shown;
  for (const LabelRow& row : label_rows(*block, {})) shown.push_back(row.name + " " + row.share);
  CHECK(shown == std::vector<std::string>{"yes 50.0%", "no ≤ 12.5%", "ba ≤ 37.5%", "bo ≤ 37.5%",
                                          "(indistinguishable) 25.0%", "(other) 12.5%",
                                          "(not listed) 12.5%"});
  CHECK(label_notes(*block, {}) ==
        std::vector<std::string>{"indistinguishable: 25.0% can be “ba” or “bo”"});
}

TEST_CASE("of many ratings only those that are listed have rows") {
  Sought sought;
  for (int value = 0; value <= 20; ++value) sought.scale.push_back(value);
  const auto rating =
      test::judged(test::answer_of({{"7", 0.75}}), {}, sought).choices[0].findings().rating;
  REQUIRE(rating);
  CHECK(rating_rows(*rating, {}).size() == 2);
  CHECK(label_rows(rating->block, {}).size() == 22);
  CHECK(rating_parts(*rating) == std::vector<std::string>{"rating 7",
                                                          "expected 7.00 (5.25 to 10.25)",
                                                          "deviation 0.00", "most probable 7"});
}

TEST_CASE("what was found fits into a line") {
  const Sought sought{.labels = {"4", "5"}, .scale = {4, 5}};
  const Report report = test::judged(test::answer_of({{"4", 0.75}}), {}, sought);
  CHECK(finding_names(sought) == "label · rating (expected)");
  CHECK(finding_line(report.choices[0].findings(), sought, {}) == "4 75.0% · 4 (4.00)");
  CHECK(finding_line({}, sought, {}) == "– · –");
  CHECK(finding_width(sought) == 20);
  CHECK(finding_line({}, {}, {}).empty());
  CHECK(finding_width({}) == 0);
}
