#include "show/data/finding_cells.hpp"

#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

TEST_CASE("there is a cell for each column, whatever was found") {
  const Sought all{.labels = {"4", "b"}, .scale = {4, 5}};
  const Answer answer = test::answer_of({{"4", 0.75}});
  for (const Sought& sought : {Sought(), Sought{.labels = {"a"}}, Sought{.scale = {1, 2}}, all}) {
    for (const Findings& findings :
         {Findings(), test::judged(answer, {}, sought).choices[0].findings()}) {
      CHECK(finding_cells(findings, sought).size() == finding_columns(sought).size());
      CHECK(summary_cells(findings, sought).size() == summary_columns(sought).size());
    }
  }
  CHECK(summary_columns(all) ==
        std::vector<std::string>{"label", "label_probability", "rating", "rating_expected"});
}

TEST_CASE("what is unknown is an empty cell") {
  const Sought sought{.labels = {"4", "b"}};
  const Findings findings =
      test::judged(test::answer_of({{"4", 0.75}}), {}, sought).choices[0].findings();
  const std::vector<std::string> names = finding_columns(sought);
  const std::vector<Cell> cells = finding_cells(findings, sought);
  const auto cell = [&](std::string_view name) {
    const auto place = std::find(names.begin(), names.end(), name);
    REQUIRE(place != names.end());
    return cells[static_cast<std::size_t>(place - names.begin())];
  };
  CHECK(cell("label").text == "4");
  CHECK(cell("label:4").number == Approx(0.75));
  CHECK(std::isnan(cell("label_bound:4").number));
  CHECK(std::isnan(cell("label:b").number));
  CHECK(cell("label_bound:b").number == Approx(0.25));
}
