#include <string>

#include "answers.hpp"
#include "catch.hpp"
#include "show/markdown/markdown_text.hpp"

using namespace logprobs;
using namespace logprobs::show;
using test::Said;

namespace {

/// The quotation of an answer, without the rest of the report.
std::string quoted(const std::vector<Said>& tokens, Marks marks = Marks::emoji) {
  ShowOptions options;
  options.quiet = true;
  options.marks = marks;
  const std::string report = test::shown("markdown", test::answer_of(tokens), options);
  return report.substr(0, report.find("\n\n"));
}

std::string quoted(const std::string& text) { return quoted({{text, 0.99}}); }

}  // namespace

TEST_CASE("text in Markdown never acts as markup") {
  CHECK(markdown("a *b* _c_ [d](e) ~f~") == "a \\*b\\* \\_c\\_ \\[d\\](e) <span>\\~</span>f\\~");
  CHECK(markdown("<b> &amp; `x` | \\") == "&lt;b&gt; &amp;amp; &#96;x&#96; &#124; &#92;");
  CHECK(markdown("12. a - b") == "12. a - b");
}

TEST_CASE("text that code hosts would expand is kept apart") {
  CHECK(markdown("@you a@b.c a@.c a @ b") ==
        "<span>@</span>you a<span>@</span>b.c a<span>@</span>.c a @ b");
  CHECK(markdown("#12 # C#") == "<span>\\#</span>12 \\# C\\#");
  CHECK(markdown("http://x") == "http<span>:</span>//x");
  CHECK(markdown("www.x WWW.x wwwx") == "<span>w</span>ww.x <span>W</span>WW.x wwwx");
  CHECK(markdown(":tada: a:b a: b") == "<span>:</span>tada: a:b a: b");
  CHECK(markdown("$x$") == "<span>$</span>x<span>$</span>");
  CHECK(markdown("[!NOTE]") == "<span>\\[</span>!NOTE\\]");
  CHECK(markdown("GH-12 gh-1 GH-x") == "<span>G</span>H-12 <span>g</span>h-1 GH-x");
  CHECK(markdown("!12 a! &12 & b") == "<span>!</span>12 a! <span>&amp;</span>12 &amp; b");
  CHECK(markdown("%x 5% ~x") == "<span>%</span>x 5% <span>\\~</span>x");
  CHECK(markdown("[epic:1] [a]") == "<span>\\[</span>epic:1\\] \\[a\\]");
  CHECK(markdown("123456 1234567") == "123456 <span>1</span>234567");
  CHECK(markdown("abcdef0123456789") == "ab<span>c</span>def012<span>3</span>456789");
}

TEST_CASE("no text at the beginning of a line starts a block") {
  CHECK(markdown_line("- a") == "\\- a");
  CHECK(markdown_line("+ a") == "\\+ a");
  CHECK(markdown_line("===") == "\\===");
  CHECK(markdown_line(":-") == "\\:-");
  CHECK(markdown_line("12. a 3.4") == "12\\. a 3.4");
  CHECK(markdown_line("1) a") == "1\\) a");
  CHECK(markdown_line("    a") == "&nbsp;&nbsp;&nbsp;&nbsp;a");
  CHECK(markdown_line("a   b") == "a&nbsp;&nbsp; b");
}

TEST_CASE("code is a code span, or an element if a span cannot hold it") {
  CHECK(markdown_code("a*b") == "`a*b`");
  CHECK(markdown_code("a|`\\") == "<code>a&#124;&#96;&#92;</code>");
  CHECK(markdown_code("") == "(empty)");
}

TEST_CASE("an answer keeps its lines") {
  CHECK(quoted("a\nb") == "> a\\\n> b");
  CHECK(quoted("a\n\n  b\n") == "> a\\\n> &nbsp;\\\n> &nbsp;&nbsp;b");
  CHECK(quoted("\n- a") == "> &nbsp;\\\n> \\- a");
  CHECK(quoted("a  \n1. b") == "> a\\\n> 1\\. b");
}

TEST_CASE("uncertain spans are marked and numbered, white space around them is not") {
  CHECK(quoted({{"a", 0.9}, {" b \n", 0.05}, {"c", 0.05}}) ==
        "> a <mark>b</mark><sup>1</sup>\\\n> <mark>c</mark><sup>2</sup>");
  CHECK(quoted({{"a", 0.4, {{"b", 0.5}, {"a", 0.4}}}}) == "> <mark>a</mark>🔀🎯<sup>1</sup>");
  CHECK(quoted({{"a", 0.4, {{"b", 0.5}, {"a", 0.4}}}}, Marks::ascii) ==
        "> <mark>a</mark>{\\~}{!}<sup>1</sup>");
}

TEST_CASE("uncertain white space is spelled out") {
  CHECK(quoted({{"a", 0.9}, {" ", 0.05}, {"b", 0.9}}) == "> a<mark>␣</mark><sup>1</sup>b");
  CHECK(quoted({{"a", 0.9}, {"\n\n", 0.05}, {"b", 0.9}}) ==
        "> a<mark>↵↵</mark><sup>1</sup>\\\n> &nbsp;\\\n> b");
  CHECK(quoted({{"a", 0.9}, {"", 0.05}, {"b", 0.9}}) == "> a<sup>1</sup>b");
}

TEST_CASE("a report has a heading, the spans and the summary") {
  const Answer answer = test::answer_of(
      {{"It", 0.9}, {" is", 0.4, {{" was", 0.5}, {" is", 0.4}, {" |", 0.0004}}}, {"nt", 0.05}});
  CHECK(test::shown("markdown", answer) ==
        "### a.json\n\n> It <mark>isnt</mark>🔀🎯<sup>1</sup>\n\n"
        "| # | text | probability | clues | least sure | alternatives |\n"
        "|--:|:-----|------------:|:------|:-----------|:-------------|\n"
        "| 1 | `␣isnt` | 2.0% | low, 🔀 ambiguous, 🎯 not-top | token 2 `nt` 5.0% |  |\n\n"
        "*low*: below 10%; 🔀 *ambiguous*: the two likeliest tokens are less than 15% apart; 🎯 "
        "*not-top*: another token was likelier. The probabilities say how sure the model was, not "
        "that it is right.\n\n"
        "m · 3 tokens · perplexity 3.82 · least sure “nt” 5.0% · 1 low · 1 ambiguous · 1 not "
        "top\n\n");
}

TEST_CASE("a report lists the alternatives of a token") {
  const std::string report = test::shown(
      "markdown", test::answer_of({{" is", 0.4, {{" was", 0.5}, {" is", 0.4}, {" |", 0.0004}}}}));
  CHECK(report.find("| 1 | `␣is` | 40.0% | 🔀 ambiguous, 🎯 not-top | token 0 | `␣was` 50.0% · "
                    "<code>␣&#124;</code> &lt;0.1% |\n") != std::string::npos);
}

TEST_CASE("an answer without clues has no table and no legend") {
  CHECK(test::shown("markdown", test::answer_of({{"a", 0.99}})) ==
        "### a.json\n\n> a\n\nm · 1 token · perplexity 1.01 · least sure “a” 99.0% · 0 low · 0 "
        "ambiguous · 0 not top\n\n");
}

TEST_CASE("a table spells out white space and lists a repeated alternative once") {
  const std::string report = test::shown(
      "markdown", test::answer_of({{"\u3000", 0.05, {{"\u00a0", 0.5}, {"b", 0.3}, {"b", 0.3}}}}));
  CHECK(report.find("| 1 | `␣` | 5.0% | low, 🎯 not-top | token 0 | `␣` 50.0% · `b` 30.0% |\n") !=
        std::string::npos);
}

TEST_CASE("a failed answer says why") {
  Answer answer;
  answer.source = "b.jsonl";
  answer.place.line = 3;
  answer.custom_id = "*id*";
  answer.question = "Why\n# not?";
  answer.state = State::refused;
  answer.failure = Failure{"no <b>\n", "", {}};
  CHECK(test::shown("markdown", answer) ==
        "### b.jsonl:3 · \\*id\\*\n\n**Question:** Why\\\n\\# not?\n\n**Error:** no "
        "&lt;b&gt;&#92;n\n\n");
}

TEST_CASE("the legend appears once") {
  const Answer answer = test::answer_of({{"a", 0.05}});
  const std::string report = test::shown("markdown", std::vector{answer, answer});
  CHECK(report.find("*low*") != std::string::npos);
  CHECK(report.find("*low*") == report.rfind("*low*"));
}
