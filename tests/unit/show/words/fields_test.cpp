#include "show/words/fields.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

ShowOptions asking_for(std::vector<std::string> keys) {
  ShowOptions options;
  options.fields = std::move(keys);
  return options;
}

Answer with_fields() {
  Answer answer = answer_of({{"a", 1}});
  answer.fields = {{true, true, "7f\t1"}, {}, {true, false, R"({"b":[1]})"}};
  return answer;
}

std::string last_line(const std::string& text) {
  const std::string_view lines = std::string_view(text).substr(0, text.size() - 1);
  return std::string(lines.substr(lines.rfind('\n') + 1));
}

}  // namespace

TEST_CASE("fields are columns of summary, csv and tsv") {
  const ShowOptions options = asking_for({"id", "/x\ty", "=n"});
  CHECK_THAT(shown("summary", with_fields(), options),
             Contains("least_sure_index\tid\t/x\\ty\t=n\n"));
  CHECK(last_line(shown("summary", with_fields(), options))
            .ends_with("\ta\t0\t7f\\t1\t\t{\"b\":[1]}"));
  CHECK(last_line(shown("tsv", with_fields(), options)).ends_with("\t7f\\t1\t\t{\"b\":[1]}"));
  CHECK_THAT(shown("csv", with_fields(), options), Contains(",id,\"/x\ty\",'=n\n"));
  CHECK(
      last_line(shown("csv", with_fields(), options)).ends_with(",\"7f\t1\",,\"{\"\"b\"\":[1]}\""));
}

TEST_CASE("json has fields as they were sent") {
  const ShowOptions options = asking_for({"id", "x", "/n"});
  CHECK_THAT(shown("json", with_fields(), options),
             Contains(R"("fields": {"id": "7f\t1", "x": null, "/n": {"b":[1]}}, )"));
  CHECK_THAT(shown("json", with_fields()), !Contains("fields"));
}

TEST_CASE("reports have a line with the fields that are known") {
  const ShowOptions options = asking_for({"id", "x", "/n"});
  CHECK_THAT(shown("markdown", with_fields(), options),
             Contains("\n\nid: 7f&#92;t1 · /n: {\"b\":\\[1\\]}\n\n"));
  CHECK_THAT(shown("html", with_fields(), options), Contains("<p class=\"fields\"><bdi>id: 7f"));
  CHECK_THAT(shown("html", with_fields()), !Contains("<p class=\"fields\""));
}

TEST_CASE("a summary on a terminal has keys above the values") {
  ShowOptions options = asking_for({"id", "x"});
  options.aligned = true;
  options.width = 120;
  CHECK_THAT(shown("summary", with_fields(), options), Contains("  id · x\n"));
  CHECK_THAT(shown("summary", with_fields(), options), Contains("  7f\\t1 · – · m\n"));
}

TEST_CASE("the key question is what was asked, unless there is such a field") {
  Answer answer = answer_of({{"a", 1}});
  answer.question = "Why?";
  CHECK(show::fields_line(answer, asking_for({"question"})) == "question: Why?");
  CHECK(show::fields_line(answer, asking_for({"/question"})).empty());
  answer.fields = {{true, true, "Who?"}};
  CHECK(show::fields_line(answer, asking_for({"question"})) == "question: Who?");
}
