#include "show/html/findings.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

std::string found(const Answer& answer, const Sought& sought) {
  const Report report = test::judged(answer, {}, sought);
  std::string out;
  append_findings(answer, answer.choices[0], report.choices[0], {}, out);
  return out;
}

}  // namespace

TEST_CASE("a page has a table of labels, which names the tokens that decide") {
  const Answer answer =
      test::answer_of({{"\n", 0.5}, {"<b>", 0.75, {{"<b>", 0.75}, {"a", 0.125}}}});
  const std::string html = found(answer, {.labels = {"<b>", "no"}});
  CHECK_THAT(html, StartsWith("<table class=\"found\">"));
  CHECK_THAT(html, Contains("<tr><th scope=\"row\"><bdi>&lt;b&gt;</bdi></th><td>75.0%</td>"
                            "<td>100.0%</td></tr>"));
  CHECK_THAT(html, Contains("<bdi>no</bdi></th><td>≤ 12.5%</td><td></td></tr>"));
}

TEST_CASE("a page has a table of ratings below their expected value") {
  const std::string html = found(test::answer_of({{"4", 1}}), {.scale = {4, 5}});
  CHECK_THAT(html, Contains("<p><bdi>rating 4 · expected 4.00 (4.00 to 4.00) · "));
}

TEST_CASE("a page has a table of fields, which names their tokens") {
  const Answer answer = test::answer_of(
      {{"{\"<a>\":", 1}, {" 1", 0.5, {{" 1", 0.5}, {" 2", 0.25}}}, {"7", 0.5}, {"}", 1}});
  const std::string html = found(answer, {.fields = true});
  CHECK_THAT(html, Contains("<tr data-token=\"1\"><th scope=\"row\"><bdi>/&lt;a&gt;"
                            "</bdi></th><td><bdi>17</bdi></td><td>25.0%</td>"));
}

TEST_CASE("a page for which nothing is sought has no table of it") {
  CHECK(found(test::answer_of({{"4", 1}}), {}).empty());
}
