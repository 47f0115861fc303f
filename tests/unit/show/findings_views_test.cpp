#include <memory>
#include <string>

#include "answers.hpp"
#include "catch.hpp"
#include "logprobs/judge.hpp"
#include "logprobs/show.hpp"

using namespace logprobs;

namespace {

/// What each view prints of an answer of JSON for which this is sought.
std::string shown(const std::string& view, const Sought& sought) {
  Answer answer = test::answer_of({{"{\"grade\": ", 0.99},
                                   {"4", 0.7, {{"4", 0.7}, {"5", 0.2}}},
                                   {", \"ok\": ", 0.99},
                                   {"true", 0.6, {{"true", 0.6}, {"false", 0.3}}},
                                   {"}", 1}});
  answer.choices[0].finish_reason = "stop";
  const Report report = test::judged(answer, {}, sought);
  ShowOptions options;
  options.sought = sought;
  options.depth = ColorDepth::rgb;
  options.width = view == "table" ? 60 : 0;
  const std::unique_ptr<View> made = make_view(view, options);
  REQUIRE(made != nullptr);
  std::string out;
  made->begin(out);
  made->done(answer, report, out);
  made->end(out);
  return out;
}

}  // namespace

TEST_CASE("the views of what is found name the path of each field") {
  Sought sought;
  sought.fields = true;
  sought.enums = {{"/grade", {"4", "5"}}};
  for (const char* const view :
       {"text", "table", "json", "csv", "tsv", "markdown", "html", "svg"}) {
    CAPTURE(view);
    const std::string out = shown(view, sought);
    CHECK_THAT(out, Contains("/grade") && Contains("/ok"));
  }
}

TEST_CASE("the views of what is found name labels and ratings") {
  Sought rating;
  rating.scale = {1, 2, 3, 4, 5};
  for (const char* const view : {"text", "json", "csv", "markdown", "html", "svg", "summary"}) {
    CAPTURE(view);
    CHECK(shown(view, rating) != shown(view, {}));
  }
  Sought yes;
  yes.labels = {"grade", "other"};
  for (const char* const view : {"json", "csv", "summary"}) {
    CAPTURE(view);
    CHECK(shown(view, yes) != shown(view, {}));
  }
}
