#include "answers.hpp"
#include "catch.hpp"
#include "logprobs/show.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

const std::string bands = "  ■ >90%  ■ >70  ■ >50  ■ >30  ■ less";
const std::string no_clues = " · 0 low · 0 ambiguous · 0 not top\n";

ShowOptions quiet() {
  ShowOptions options;
  options.quiet = true;
  return options;
}

/// Characters split over tokens, clues, and line breaks.
Answer split() {
  return answer_of({{"As ", 0.98},
                    {"\xe8\x8c", 0.6},
                    {"\xb6\n", 0.2, {{"x", 0.7}, {"\xb6\n", 0.2}}},
                    {"No", 0.4, {{"No", 0.4}, {"Yes", 0.38}}},
                    {" way\x1b", 0.05}});
}

}  // namespace

TEST_CASE("a text is the answer, the legend and the summary line") {
  const Answer answer = answer_of({{"As", 0.98},
                                   {" of", 0.999},
                                   {" October", 0.243, {{" my", 0.751}, {" October", 0.243}}},
                                   {" However", 0.43, {{" However", 0.43}, {" Please", 0.388}}}});
  CHECK(shown("text", answer) ==
        "As of October🎯 However🔀\n"
        "\n" +
            bands +
            "   🔀 ambiguous   🎯 not top\n"
            "  m · 4 tokens · perplexity 1.77 · least sure “October” 24.3% · 0 low · 1 ambiguous · "
            "1 not top\n");
}

TEST_CASE("quiet leaves only the answer, and no legend keeps the summary line") {
  const Answer answer = answer_of({{"Hi", 0.8}});
  CHECK(shown("text", answer, quiet()) == "Hi\n");
  ShowOptions options;
  options.legend = false;
  CHECK(shown("text", answer, options) ==
        "Hi\n\n  m · 1 token · perplexity 1.25 · least sure “Hi” 80.0%" + no_clues);
}

TEST_CASE("every answer but the first has a heading") {
  Answer answer = answer_of({{"one", 1}});
  add_choice(answer, 1, {{"two", 1}});
  const std::string facts = "  m · 1 token · perplexity 1.00 · least sure “";
  CHECK(shown("text", answer) == "one\n\n" + bands + "\n" + facts + "one” 100.0%" + no_clues +
                                     "\nanswer 2\ntwo\n\n" + facts + "two” 100.0%" + no_clues +
                                     "\n  2 answers: 1 × one, 1 × two\n");
  CHECK(shown("text", answer, quiet()) == "one\ntwo\n");
}

TEST_CASE("with several sources the first answer has a heading too") {
  Answer first = answer_of({{"one", 1}});
  Answer second = answer_of({{"two", 1}});
  second.source = "b.json";
  ShowOptions options;
  options.several_sources = true;
  options.legend = false;
  const std::string facts = "  m · 1 token · perplexity 1.00 · least sure “";
  CHECK(shown("text", {first, second}, options) == "a.json\none\n\n" + facts + "one” 100.0%" +
                                                       no_clues + "\nb.json\ntwo\n\n" + facts +
                                                       "two” 100.0%" + no_clues);
}

TEST_CASE("without tokens the message is shown and made visible") {
  Answer answer;
  answer.source = "a.json";
  add_message(answer, 0, "no \x1b[1mnumbers\n");
  CHECK(shown("text", answer) == "no \\x1b[1mnumbers\n");
  add_message(answer, 1, "");
  CHECK(shown("text", answer, quiet()) == "no \\x1b[1mnumbers\n");
  CHECK(shown("text", Answer{}).empty());
}

TEST_CASE("bands are painted, and colours end before the line does") {
  ShowOptions options = quiet();
  options.depth = ColorDepth::ansi16;
  CHECK(readable(shown("text", answer_of({{"a", 0.95}, {"b\n", 0.8}, {"c", 0.01}}), options)) ==
        "<0;32>a<0;1;32>b<0>\n<0;1;31;4>c<0>\n");
}

TEST_CASE("bands follow the user's thresholds") {
  ShowOptions options = quiet();
  options.depth = ColorDepth::ansi16;
  options.thresholds.bands[0] = 0.99;
  options.thresholds.low = 0.96;
  CHECK(readable(shown("text", answer_of({{"a", 0.995}, {"b", 0.95}}), options)) ==
        "<0;32>a<0;1;32;4>b<0>\n");
}

TEST_CASE("a growing answer ends up as the same text") {
  ShowOptions options;
  for (const Marks marks : {Marks::emoji, Marks::ascii, Marks::none}) {
    options.marks = marks;
    CHECK(show_growing("text", split(), options) == shown("text", split(), options));
  }
  options.depth = ColorDepth::rgb;
  CHECK(without_colors(show_growing("text", split(), options)) ==
        without_colors(shown("text", split(), options)));
}

TEST_CASE("a growing answer is shown without delay, but only complete characters") {
  const Answer whole = answer_of({{"Hi", 0.8}, {" \xe8\x8c", 0.8}, {"\xb6", 0.8}});
  ShowOptions options = quiet();
  options.depth = ColorDepth::ansi16;
  const auto view = make_view("text", options);
  std::vector<std::string> steps;
  for (std::size_t tokens = 1; tokens <= 3; ++tokens) {
    std::string out;
    const Answer part = cut_to(whole, tokens);
    view->grow(part, judged(part), out);
    steps.push_back(readable(out));
  }
  CHECK(steps == std::vector<std::string>{"<0;1;32>Hi<0>", "<0;1;32> <0>", "<0;1;32>茶<0>"});
}

TEST_CASE("an end in the middle of an answer ends its colours and its line") {
  const Answer part = cut_to(answer_of({{"Hi\xe8", 0.8}, {"x", 0.8}}), 1);
  const auto view = make_view("text", quiet());
  std::string out;
  view->grow(part, judged(part), out);
  view->end(out);
  CHECK(out == "Hi\\xe8\n");
}
