#include "show/terminal/footer.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

const std::string bands = "  ■ > 90%   ■ > 70%   ■ > 50%   ■ > 30%   ■ rest";

/// A low, an ambiguous and a not-top token.
Answer answer_with_clues() {
  return answer_of(
      {{"a", 0.05}, {"b", 0.45, {{"b", 0.45}, {"c", 0.4}}}, {"d", 0.2, {{"e", 0.7}, {"d", 0.2}}}});
}

std::string footer_of(const Answer& answer, const ShowOptions& options = {}) {
  Legend legend(options);
  const Report report = judged(answer, options.thresholds);
  std::string out;
  write_footer(answer, answer.choices[0], report.choices[0], options, legend, out);
  return out;
}

/// The one line that sums up.
std::string facts_of(const Answer& answer, const ShowOptions& options = {}) {
  return lines_of(footer_of(answer, options)).back();
}

std::string legend_of(const Answer& answer, const ShowOptions& options) {
  Legend legend(options);
  std::string out;
  legend.write(judged(answer, options.thresholds).choices[0].summary, Signs::bands, out);
  return readable(out);
}

}  // namespace

TEST_CASE("a heading names source, line, request and choice as far as needed") {
  Answer answer = answer_of({{"a"}});
  CHECK(heading(answer, answer.choices[0]) == "a.json");
  answer.place.line = 3;
  answer.custom_id = "req-7";
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7");
  add_choice(answer, 1, {{"b"}}, Kind::refusal);
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7 · choice 0");
  CHECK(heading(answer, answer.choices[1]) == "a.json:3 · req-7 · choice 1 · refusal");
  answer.choices.erase(answer.choices.begin());
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7 · choice 1 · refusal");
  answer.source = "a\x1b[2J\n.json";
  answer.custom_id = "\u202e";
  CHECK(heading(answer, answer.choices[0]) ==
        "a\\x1b[2J\\n.json:3 · \\u{202e} · choice 1 · refusal");
}

TEST_CASE("the first heading is due only where there are several sources") {
  Answer answer = answer_of({{"a"}});
  add_choice(answer, 1, {{"b"}});
  const auto headings = [&](const ShowOptions& options) {
    Headings writer(options);
    std::string out;
    for (const Choice& choice : answer.choices) writer.write(answer, choice, out);
    return readable(out);
  };
  ShowOptions options;
  CHECK(headings(options) == "\na.json · choice 1\n");
  options.several_sources = true;
  CHECK(headings(options) == "a.json · choice 0\n\na.json · choice 1\n");
  options.depth = ColorDepth::ansi16;
  CHECK(headings(options) == "<0;2>a.json · choice 0<0>\n\n<0;2>a.json · choice 1<0>\n");
  options.quiet = true;
  CHECK(headings(options).empty());
}

TEST_CASE("the legend names what the answer needs") {
  const Answer clues = answer_with_clues();
  ShowOptions options;
  CHECK(legend_of(answer_of({{"a", 0.95}}), options) == bands + "\n");
  CHECK(legend_of(clues, options) ==
        bands + "    🔀 ambiguous   🎯 not the top choice   underlined: below 10%\n");
  options.marks = Marks::ascii;
  CHECK(legend_of(clues, options) ==
        bands + "    ~ ambiguous   ! not the top choice   underlined: below 10%\n");
  options.marks = Marks::none;
  CHECK(legend_of(clues, options) == bands + "    underlined: below 10%\n");
}

TEST_CASE("numbers in the legend are those of the user") {
  ShowOptions options;
  options.thresholds = {{0.955, 0.7, 0.07, 0}, 0.125, 0.15};
  CHECK(legend_of(answer_of({{"a", 0.05}}), options) ==
        "  ■ > 95.5%   ■ > 70%   ■ > 7%   ■ > 0%   ■ rest    underlined: below 12.5%\n");
}

TEST_CASE("the legend shows the colours that it names, attributes without them") {
  ShowOptions options;
  options.depth = ColorDepth::ansi16;
  CHECK(legend_of(answer_of({{"a", 0.05}}), options) ==
        "  <0;32>■ > 90%<0>   <0;92>■ > 70%<0>   <0;33>■ > 50%<0>   <0;91>■ > 30%<0>   "
        "<0;1;31>■ rest<0>    <0;4>underlined: below 10%<0>\n");
  options.depth = ColorDepth::attributes;
  CHECK_THAT(legend_of(answer_of({{"a"}}), options), Contains("<0;1>■ > 70%<0>   <0;4>■ > 50%"));
}

TEST_CASE("a legend says a thing once") {
  Legend legend({});
  std::string out;
  legend.write(judged(answer_of({{"a"}})).choices[0].summary, Signs::bands, out);
  legend.write(judged(answer_of({{"a"}})).choices[0].summary, Signs::bands, out);
  CHECK(out == bands + "\n");
  legend.write(judged(answer_with_clues()).choices[0].summary, Signs::bands, out);
  legend.write(judged(answer_with_clues()).choices[0].summary, Signs::bands, out);
  CHECK(out == bands + "\n  🔀 ambiguous   🎯 not the top choice   underlined: below 10%\n");
}

TEST_CASE("one line sums the answer up") {
  CHECK(
      facts_of(answer_of({{"a", 1}})) ==
      "  m · 1 token · perplexity 1.00 · least sure “a” 100.0% · 0 low · 0 ambiguous · 0 not top");
  CHECK(facts_of(answer_with_clues()) ==
        "  m · 3 tokens · perplexity 6.06 · least sure “a” 5.0% · 1 low · 1 ambiguous · 1 not top");
}

TEST_CASE("the summary line leaves out what is not known and says how the answer ended") {
  Answer answer = answer_of({{"a", 0.5}});
  answer.model.clear();
  const std::string start = "  1 token · perplexity 2.00 · least sure “a” 50.0%";
  const std::string counts = " · 0 low · 0 ambiguous · 0 not top";
  CHECK(facts_of(answer) == start + counts);
  answer.choices[0].finish_reason = "length";
  CHECK(facts_of(answer) == start + counts + " · length");
  answer.state = State::cut;
  CHECK(facts_of(answer) == start + counts + " · cut off");
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(facts_of(answer) == "  1 token" + counts + " · cut off");
  answer.choices[0].kind = Kind::refusal;
  CHECK(facts_of(answer) == "  refusal · 1 token" + counts + " · cut off");
}

TEST_CASE("percentages of the summary line respect the borders") {
  CHECK_THAT(facts_of(answer_of({{"a", 0.8996}})), Contains("“a” 89.9% "));
  ShowOptions options;
  options.thresholds.bands[0] = 0.95;
  CHECK_THAT(facts_of(answer_of({{"a", 0.8996}}), options), Contains("“a” 90.0% "));
}

TEST_CASE("text from outside is made visible and short in the summary line") {
  Answer answer = answer_of({{"\x1b[2J\n", 0.5}});
  answer.model = "m\u202e";
  CHECK_THAT(facts_of(answer), Contains("  m\\u{202e} · 1 token") && Contains("“\\x1b[2J\\n”"));
  const std::string least = facts_of(answer_of({{std::string(100, 'x'), 0.5}}));
  CHECK_THAT(least, Contains("“" + std::string(39, 'x') + "…”"));
}

TEST_CASE("a footer is a blank line, the legend, the summary line") {
  const Answer answer = answer_of({{"a", 1}});
  const std::string facts = facts_of(answer) + "\n";
  ShowOptions options;
  CHECK(footer_of(answer) == "\n" + bands + "\n" + facts);
  options.legend = false;
  CHECK(footer_of(answer, options) == "\n" + facts);
  options.quiet = true;
  CHECK(footer_of(answer, options).empty());
  CHECK(footer_of(answer_of({})).empty());
}
