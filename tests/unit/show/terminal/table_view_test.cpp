#include <limits>

#include "answers.hpp"
#include "catch.hpp"
#include "logprobs/text.hpp"

using namespace logprobs;
using namespace logprobs::test;
using Catch::Matchers::EndsWith;

namespace {

Answer poland() {
  return answer_of({{"As", 0.982, {{"As", 0.982}, {"The", 0.011}}},
                    {" October", 0.243, {{" my", 0.751}, {" October", 0.243}}},
                    {" However", 0.43, {{" However", 0.43}, {" Please", 0.388}}}});
}

/// The number of cells in a row before its token.
int cells_before(const std::string& row, std::string_view token) {
  const std::size_t place = row.find(token);
  return place == std::string::npos ? -1 : display_width(row.substr(0, place));
}

}  // namespace

TEST_CASE("a table has a row per token, as wide as need be") {
  ShowOptions options;
  options.legend = false;
  CHECK(shown("table", poland(), options) ==
        "  #       p               token     rank   bits  instead\n"
        "  0   98.2% ███████▉      As           1  ≥0.14  The ▏ 1.1%\n"
        "  1   24.3% ██        🎯  ␣October     2  ≥0.85  ␣my ████▌ 75.1%\n"
        "  2   43.0% ███▌      🔀  ␣However     1  ≥1.50  ␣Please ██▍ 38.8%\n"
        "\n"
        "  m · 3 tokens · perplexity 2.14 · least sure “October” 24.3% · 0 low · 1 ambiguous · 1 "
        "not top\n");
}

TEST_CASE("only tokens with a clue are listed, with their own numbers") {
  ShowOptions options = bare(0);
  options.only_clues = true;
  CHECK(shown("table", poland(), options) ==
        "  1   24.3% ██        🎯  ␣October     2  ≥0.85  ␣my ████▌ 75.1%\n"
        "  2   43.0% ███▌      🔀  ␣However     1  ≥1.50  ␣Please ██▍ 38.8%\n");
  CHECK(shown("table", answer_of({{"a", 1}}), options).empty());
}

TEST_CASE("columns are straight, even with CJK and emoji, and on a terminal never move back") {
  const Answer answer = mixed();
  for (const int width : {0, 80, 200}) {
    const std::vector<std::string> rows = lines_of(shown("table", answer, bare(width)));
    REQUIRE(rows.size() == answer.choices[0].tokens.size());
    int column = cells_before(rows[0], "他の");
    for (const std::string& row : rows) {
      CAPTURE(width, row);
      const int next = cells_before(row, "他の");
      CHECK((next == column || (width != 0 && next > column)));
      column = next;
    }
  }
}

TEST_CASE("no row is wider than the terminal") {
  for (const int width : {80, 100, 200}) {
    CAPTURE(width);
    CHECK(widest_line(shown("table", mixed(), bare(width))) <= width);
    CHECK(widest_line(shown("table", poland(), bare(width))) <= width);
  }
}

/// A token with nineteen alternatives besides it: "word1 5.0%" and so on.
Answer twenty_words() {
  std::vector<Entry> alternatives;
  for (int i = 0; i < 20; ++i) alternatives.push_back({"word" + std::to_string(i), 0.05});
  return answer_of({{"word0", 0.05, alternatives}});
}

TEST_CASE("as many whole alternatives as fit are listed, most probable first") {
  const Answer answer = twenty_words();
  const auto row = [&](int width) { return lines_of(shown("table", answer, bare(width)))[0]; };
  CHECK_THAT(row(0), Contains("word19 ▎ 5.0%"));
  for (int width = 80; width < 400; ++width) {
    const std::string text = row(width);
    CAPTURE(width, text);
    const bool all = text.find("word19") != std::string::npos;
    const int next = display_width("   word10 5.0%");
    if (display_width(text) > width || !text.ends_with(" 5.0%")) CHECK(false);
    if (!all && display_width(text) + next <= width) CHECK(false);
    // Only where all of them have room have they bars.
    if (!all && text.find("word1 ▎") != std::string::npos) CHECK(false);
  }
}

TEST_CASE("at 80 columns two others are listed, at 40 the token, its probability and the best") {
  CHECK(shown("table", poland(), bare(80)) ==
        "   0   98.2% ███████▉        As             1  The 1.1%\n"
        "   1   24.3% ██        🎯    ␣October       2  ␣my 75.1%\n"
        "   2   43.0% ███▌      🔀    ␣However       1  ␣Please 38.8%\n");
  const Answer answer =
      answer_of({{" accommodation", 0.1, {{" understanding", 0.5}, {" relationship", 0.3}}}});
  CHECK(shown("table", answer, bare(80)) ==
        "   0   10.0% ▊         🎯    ␣accommodation        ␣unders… 50.0%   ␣rela… 30.0%\n");
  CHECK(shown("table", answer, bare(60)) ==
        "   0   10.0%  🎯    ␣accommodation        ␣understand… 50.0%\n");
  CHECK(shown("table", poland(), bare(40)) ==
        "   98.2%  As          The 1.1%\n"
        "   24.3%  ␣October    ␣my 75.1%\n"
        "   43.0%  ␣However    ␣Please 38.8%\n");
}

TEST_CASE("rows that are shown as their tokens come are those of the finished answer") {
  for (const int width : {30, 40, 80, 200}) {
    for (const Answer& answer : {mixed(), poland(), twenty_words()}) {
      CHECK(show_growing("table", answer, bare(width)) == shown("table", answer, bare(width)));
    }
  }
  const auto view = make_view("table", bare(80));
  const Answer part = cut_to(poland(), 2);
  std::string out;
  view->grow(part, judged(part), out);
  CHECK(lines_of(out).size() == 2);
  const auto whole = make_view("table", bare(0));
  out.clear();
  whole->grow(part, judged(part), out);
  CHECK((out.empty() && !whole->grows() && view->grows()));
}

TEST_CASE("a longer token widens its column from its row on, up to a quarter of the width") {
  std::vector<Said> tokens;
  for (const char* text : {"a", " twelve_cells", "b", " this_is_far_too_long_to_fit", "c"}) {
    tokens.push_back({text, 0.9, {{text, 0.9}, {"other", 0.05}}});
  }
  std::vector<int> columns;
  for (const std::string& row : lines_of(shown("table", answer_of(tokens), bare(80)))) {
    columns.push_back(cells_before(row, "other"));
  }
  CHECK(columns == std::vector{47, 50, 50, 52, 52});
}

TEST_CASE("the number of the hundredth token widens its column") {
  const std::vector<std::string> rows =
      lines_of(shown("table", answer_of(std::vector<Said>(102, Said{"token", 1})), bare(80)));
  CHECK(cells_before(rows[99], "token") + 1 == cells_before(rows[100], "token"));
}

TEST_CASE("the columns of alternatives come with the first token that has one") {
  const Answer answer = answer_of({{"a", 0.9}, {"b", 0.9, {{"b", 0.9}, {"other", 0.05}}}});
  CHECK(shown("table", answer, bare(80)) ==
        "   0   90.0% ███████▎  a\n"
        "   1   90.0% ███████▎        b              1  other 5.0%\n");
}

TEST_CASE("the chosen token is not among the others, unless they are not its numbers") {
  const auto row = [](const Said& said) {
    return lines_of(shown("table", answer_of({said}), bare(0)))[0];
  };
  CHECK_THAT(row({"a", 0.5, {{"a", 0.5}, {"b", 0.2}}}), EndsWith("  b █▎ 20.0%"));
  CHECK_THAT(row({"b", 0.2, {{"a", 0.5}, {"b", 0.2}}}), EndsWith("  a ███ 50.0%"));
  CHECK_THAT(row({"c", 0.2, {{"a", 0.5}, {"b", 0.25}}}), EndsWith("  a ███ 50.0%   b █▌ 25.0%"));
  CHECK(row({"c", 0.25}) == "  0   25.0% ██        c");
}

TEST_CASE("unscored tokens have no number and no bar, and unscored alternatives a question mark") {
  Answer answer = answer_of({{"a", 0.5, {{"b", 0.5}, {"c", 0.1}}}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  answer.alternatives[1].logprob = unknown_logprob;
  CHECK(shown("table", answer, bare(0)) == "  0                   a      b ███ 50.0%   c ?\n");
}

TEST_CASE("percentages respect the thresholds, and floors are 0") {
  ShowOptions options = bare(0);
  const auto row = [&](double p) {
    return lines_of(shown("table", answer_of({{"a", p, {{"a", p}}}}), options))[0];
  };
  CHECK_THAT(row(0.8996), Contains("  89.9% ███████▎"));
  CHECK_THAT(row(0.00001), Contains("  <0.1% ▏ "));
  CHECK_THAT(row(0.99999), Contains(" >99.9% ████████"));
  CHECK(row(0) == "  0    0.0%           a         1");
  options.thresholds.bands[0] = 0.8;
  CHECK_THAT(row(0.8996), Contains("  90.0%"));
}

TEST_CASE("bar and percentage are in the token's band, and what one looks for is not dim") {
  ShowOptions options = bare(0);
  options.depth = ColorDepth::ansi16;
  const Answer answer = answer_of({{"a", 0.05, {{"b", 0.9}, {"a", 0.05}, {"c", 0.01}}}});
  CHECK(readable(shown("table", answer, options)) ==
        "  <0;2>0<0>    <0;1;31;4>5.0%<0> <0;1;31>▍<0>         <0;2>🎯<0>  <0;1;31;4>a<0>         2"
        "  <0;2>≥0.68<0>  b █████▍ 90.0%   <0;2>c ▏ 1.0%<0>\n");
  CHECK(without_colors(shown("table", mixed(), options)) == shown("table", mixed(), bare(0)));
}

TEST_CASE("hostile tokens are spelled out") {
  const std::string table =
      shown("table", answer_of({{"\x1b[2J\r\n", 0.5, {{"\x1b]0;x\a", 0.5}}}}), bare(0));
  CHECK_THAT(table, Contains("\\x1b[2J\\r↵") && Contains("\\x1b]0;x\\x07"));
  CHECK(std::count(table.begin(), table.end(), '\n') == 1);
}

TEST_CASE("a table shows several answers, refusals and messages without tokens") {
  Answer answer = answer_of({{"a", 1}});
  add_choice(answer, 1, {{"No", 1}}, Kind::refusal);
  add_message(answer, 2, "just\x1b text");
  ShowOptions options;
  options.legend = false;
  const std::string header = "  #       p           token  instead\n";
  const std::string row = "  0  100.0% ████████  ";
  const std::string facts = "1 token · perplexity 1.00 · least sure “";
  const std::string clues = "” 100.0% · 0 low · 0 ambiguous · 0 not top\n";
  const std::string counts = "\n  3 answers: 1 × a, 1 × No, 1 × just\\x1b text\n";
  CHECK(shown("table", answer, options) == header + row + "a\n\n  m · " + facts + "a" + clues +
                                               "\nanswer 2 · refusal\n" + header + row +
                                               "No\n\n  m · refusal · " + facts + "No" + clues +
                                               "\nanswer 3\njust\\x1b text\n" + counts);
}

TEST_CASE("a table of what sampling leaves has the model's own probability, and what is possible") {
  Answer answer = answer_of({{"b", 0.4, {{"a", 0.6}, {"b", 0.4}, {"c", 0}}}});
  answer.logits = RawLogits{LogitsKind::logits, 9, {.top_k = 2}};
  answer.choices[0].whole.push_back(
      {.entropy = 0.97, .possible = 2, .model_logprob = std::log(0.3)});
  answer.model_logprobs = {std::log(0.45), std::log(0.3), std::log(0.2)};
  ShowOptions options;
  options.legend = false;
  CHECK_THAT(shown("table", answer, options),
             StartsWith("  #       p               token  rank   model  possible  bits  instead\n"
                        "  0   40.0% ███▎      🎯  b         2   30.0%         2  0.97  a ███▋ 60.0%"
                        "   c cut\n"));
  for (const int width : {20, 40, 60, 80}) {
    CHECK(widest_line(shown("table", answer, bare(width))) <= std::max(width, 26));
  }
  answer.choices[0].tokens[0].logprob = -std::numeric_limits<double>::infinity();
  CHECK_THAT(shown("table", answer, options), Contains("  0     cut           🎯  b"));
}

TEST_CASE("without bars a table has none") {
  ShowOptions options = bare(0);
  options.bars = false;
  CHECK_THAT(shown("table", poland(), options),
             StartsWith("  0   98.2%      As           1  ≥0.14  The 1.1%\n"));
  options.width = 200;
  CHECK_THAT(shown("table", poland(), options), !Contains("█") && !Contains("▏"));
}
