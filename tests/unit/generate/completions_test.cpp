#include "generate/completions.hpp"

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::generate;

namespace {

const cli::OptionInfo& option(std::string_view name) {
  for (const cli::OptionInfo& option : cli::option_table()) {
    if (option.long_name() == name) return option;
  }
  throw std::out_of_range(std::string(name));
}

}  // namespace

TEST_CASE("what an option is for, in a few words") {
  CHECK(in_brief(option("--color")) == "whether to use colours");
  CHECK(in_brief(option("--model")) == "the model");
  CHECK(in_brief(option("--top-logprobs")) == "alternatives for each token, 0 to 20");
  CHECK(in_brief(option("--low")) == "low: a token's probability is below P");
  CHECK(in_brief(option("--format")) == "how answers are shown");
}

TEST_CASE("no description has the end of a sentence in it, or is too long for a line") {
  for (const cli::OptionInfo& option : cli::option_table()) {
    const std::string text = in_brief(option);
    CAPTURE(text);
    CHECK_FALSE(text.empty());
    CHECK(text.find("; ") == std::string::npos);
    CHECK(text.size() <= 100);
  }
}

TEST_CASE("what is offered for a value") {
  CHECK(taken_by(option("--quiet")) == Takes::nothing);
  CHECK(taken_by(option("--seed")) == Takes::text);
  CHECK(taken_by(option("--save")) == Takes::file);
  CHECK(taken_by(option("--replay")) == Takes::files);
  CHECK(taken_by(option("--palette")) == Takes::choice);
  CHECK(taken_by(option("--fail-on")) == Takes::choices);
  CHECK(taken_by(option("--model")) == Takes::model);
  CHECK(is_optional(option("--explore")));
  CHECK_FALSE(is_optional(option("--format")));
}

TEST_CASE("words of shells") {
  CHECK(in_quotes("model's", "'\\''") == "'model'\\''s'");
  CHECK(with_backslashes("a:b[c]", ":[]") == "a\\:b\\[c\\]");
}
