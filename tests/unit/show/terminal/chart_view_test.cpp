#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

std::string chart(const Answer& answer, const ShowOptions& options = bare()) {
  return shown("chart", answer, options);
}

/// A chart whose bars take 5 cells, short enough to be quoted here.
std::string small_chart(const std::vector<Said>& tokens) {
  constexpr int bar = 5;
  const Answer answer = answer_of(tokens);
  const int width = widest_line(chart(answer)) - 40 + bar;
  return chart(answer, bare(width));
}

Answer poland() {
  return answer_of({{"As", 0.982, {{"As", 0.982}, {"The", 0.011}}},
                    {" October", 0.243, {{" my", 0.751}, {" October", 0.243}}},
                    {" come", 0.084, {{" may", 0.498}, {" can", 0.249}, {" come", 0.084}}}});
}

/// The number of cells up to the end of `sign` in a line; 0 if it is not there.
int end_of(const std::string& line, std::string_view sign) {
  const std::size_t place = line.find(sign);
  return place == std::string::npos ? 0 : display_width(line.substr(0, place + sign.size()));
}

/// Checks that the bars and percentages of all lines are in columns.
void check_straight(const std::string& text) {
  int bars = 0;
  int percents = 0;
  for (const std::string& line : lines_of(text)) {
    if (line.empty()) continue;
    CAPTURE(line);
    const int sign = end_of(line, "▸");
    const int percent = end_of(line, "%");
    CHECK(percent > 0);
    CHECK((percents == 0 || percent == percents));
    CHECK((sign == 0 || bars == 0 || sign == bars));
    percents = percent;
    if (sign != 0) bars = sign;
  }
}

}  // namespace

TEST_CASE(
    "a chart has the best and second best of each token, and the chosen one if it is neither") {
  CHECK(chart(poland()) ==
        "  As        ▸███████████████████████████████████████▎   98.2%\n"
        "             ▌                                           1.1%  The\n"
        "\n"
        "  ␣October   ██████████████████████████████             75.1%  ␣my\n"
        "    🎯      ▸█████████▊                                 24.3%\n"
        "\n"
        "  ␣come      ███████████████████▉                       49.8%  ␣may\n"
        "    🎯       ██████████                                 24.9%  ␣can\n"
        "            ▸███▍                                        8.4%\n");
}

TEST_CASE("a chosen token that the list lacks is where it belongs, or below") {
  const Said next{"z", 1, {{"z", 1}}};
  CHECK_THAT(small_chart({{"b", 0.3, {{"a", 0.6}, {"c", 0.1}}}, next}),
             Contains("  b      ███     60.0%  a\n"
                      "    🎯  ▸█▌      30.0%\n"));
  CHECK_THAT(small_chart({{"b", 0.6, {{"a", 0.3}, {"c", 0.1}}}, next}),
             Contains("  b  ▸███     60.0%\n"
                      "      █▌      30.0%  a\n"));
  CHECK_THAT(small_chart({{"b", 0.1, {{"a", 0.6}, {"c", 0.2}}}, next}),
             Contains("  b      ███     60.0%  a\n"
                      "    🎯   █       20.0%  c\n"
                      "        ▸▌       10.0%\n"));
  CHECK_THAT(small_chart({{"b", 0.1, {{"a", 0.6}}}, next}), Contains("  b      ███     60.0%  a\n"
                                                                     "    🎯  ▸▌       10.0%\n"));
}

TEST_CASE("a repeated alternative is not the second best") {
  CHECK_THAT(small_chart({{"a", 0.6, {{"a", 0.6}, {"a", 0.6}, {"b", 0.2}}}, {"z", 1, {{"z", 1}}}}),
             Contains("  a  ▸███     60.0%\n"
                      "      █       20.0%  b\n"));
}

TEST_CASE("another token of the same text has a bar of its own") {
  Answer answer = answer_of({{"a", 0.3, {{"a", 0.6}, {"a", 0.3}}}, {"z", 1, {{"z", 1}}}});
  answer.choices[0].tokens[0].id = 2;
  answer.alternatives[0].id = 1;
  answer.alternatives[1].id = 2;
  CHECK_THAT(chart(answer, bare(40)), Contains("  a      ████████████           60.0%  a\n"
                                               "    🎯  ▸██████                 30.0%\n"));
}

TEST_CASE("tokens without alternatives have no blank lines between them") {
  CHECK(small_chart({{"a", 0.6}, {" bc", 0.2}, {"", 1}}) ==
        "  a    ▸███     60.0%\n"
        "  ␣bc  ▸█       20.0%\n"
        "       ▸█████  100.0%\n");
  CHECK(small_chart({{"a", 0.6}, {"b", 0.2, {{"b", 0.2}}}}) ==
        "  a  ▸███     60.0%\n"
        "\n"
        "  b  ▸█       20.0%\n");
}

TEST_CASE("an unscored token has a question mark, and a floor has no bar") {
  Answer answer = answer_of(
      {{"a", 0.5}, {"b", 0, {{"b", 0}}}, {"c", 0.5, {{"c", 0.5}, {"d", 0.1}}}, {"e", 0.00001}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  answer.choices[0].tokens[2].logprob = 3;
  CHECK(chart(answer, bare(40)) ==
        "  a  ▸                              ?\n"
        "\n"
        "  b  ▸                           0.0%\n"
        "\n"
        "  c   ███████████▌              50.0%  c\n"
        "      ██▎                       10.0%  d\n"
        "     ▸                              ?\n"
        "\n"
        "  e  ▸▏                         <0.1%\n");
}

TEST_CASE("a single token is a chart of its whole list") {
  CHECK(chart(answer_of(
            {{"Spaces", 0.81, {{"Spaces", 0.81}, {"Tabs", 0.171}, {"spaces", 0.012}}}})) ==
        "  Spaces        ▸████████████████████████████████▍          81.0%\n"
        "  Tabs           ██████▉                                    17.1%\n"
        "  spaces         ▌                                           1.2%\n"
        "  (all others)   ▎                                           0.7%\n");
}

TEST_CASE("marks follow the chosen token of a list") {
  CHECK(small_chart({{"b", 0.4, {{"a", 0.5}, {"b", 0.4}}}}) ==
        "  a              ██▌     50.0%\n"
        "  b             ▸██      40.0%  🔀🎯\n"
        "  (all others)   ▌       10.0%\n");
}

TEST_CASE("a chosen token that the list lacks is put where it belongs") {
  CHECK(small_chart({{"b", 0.2, {{"a", 0.5}, {"c", 0.3}}}}) ==
        "  a   ██▌     50.0%\n"
        "  c   █▌      30.0%\n"
        "  b  ▸█       20.0%  🎯\n");
  CHECK(small_chart({{"b", 0.3, {{"a", 0.5}, {"c", 0.2}}}}) ==
        "  a   ██▌     50.0%\n"
        "  b  ▸█▌      30.0%  🎯\n"
        "  c   █       20.0%\n");
  CHECK(small_chart({{"b", 0.5, {{"a", 0.5}}}}) ==
        "  a   ██▌     50.0%\n"
        "  b  ▸██▌     50.0%  🔀\n");
}

TEST_CASE("a list has a repeated alternative once, and the same text with another logprob again") {
  CHECK(small_chart({{"b", 0.2, {{"a", 0.3}, {"a", 0.3}, {"b", 0.2}, {"b", 0.2}, {"a", 0.2}}}}) ==
        "  a              █▌      30.0%\n"
        "  b             ▸█       20.0%  🔀🎯\n"
        "  a              █       20.0%\n"
        "  (all others)   █▌      30.0%\n");
}

TEST_CASE("unscored tokens come last, and then the rest is unknown") {
  Answer answer = answer_of({{"a", 0.5, {{"b", 0.5}, {"c", 0.1}}}});
  answer.alternatives[1].logprob = unknown_logprob;
  CHECK(chart(answer, bare(24)) ==
        "  b   ███      50.0%\n"
        "  a  ▸███      50.0%  🔀\n"
        "  c                ?\n");
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(chart(answer, bare(24)) ==
        "  b   █████        50.0%\n"
        "  a  ▸                 ?\n"
        "  c                    ?\n");
  answer.choices[0].tokens[0].logprob = 5;
  CHECK_THAT(chart(answer, bare(24)), Contains("50.0%\n  a  ▸                 ?\n  c "));
}

TEST_CASE("all others have a line only if the list leaves a rest") {
  CHECK(chart(answer_of({{"a", 1, {{"a", 1}}}}), bare(24)) == "  a  ▸██████████  100.0%\n");
  CHECK_THAT(small_chart({{"a", 0.9, {{"a", 0.9}, {"b", 0.9}}}}), !Contains("others"));
  CHECK_THAT(small_chart({{"a", 0.9, {{"a", 0.9}, {"b", 0.0999995}}}}), !Contains("others"));
  CHECK_THAT(small_chart({{"a", 0.9, {{"a", 0.9}, {"b", 0.099998}}}}),
             Contains("(all others)   ▏       <0.1%\n"));
  CHECK_THAT(small_chart({{"a", 0.9}}), Contains("  (all others)   ▌       10.0%\n"));
  CHECK_THAT(small_chart({{"a", 0, {{"a", 0}}}}), Contains("(all others)   █████  100.0%\n"));
}

TEST_CASE("no token looks like the line of all others") {
  for (const int width : {0, 60, 30, 24}) {
    const std::vector<std::string> rows =
        lines_of(chart(answer_of({{"(all others)", 0.5}}), bare(width)));
    CAPTURE(width, rows[0], rows[1]);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].starts_with("  (all␣"));
    CHECK(rows[1].starts_with("  (all "));
  }
  for (const std::string_view space :
       {" ", "\u00a0", "\u1680", "\u2003", "\u202f", "\u205f", "\u3000"}) {
    CAPTURE(space);
    CHECK_THAT(visible_cell(space, 9), !Contains(" "));
  }
}

TEST_CASE("a chart may show only tokens with a clue") {
  ShowOptions options = bare(40);
  options.only_clues = true;
  const std::string text = chart(poland(), options);
  CHECK(text.starts_with("  ␣October "));
  CHECK_THAT(text, Contains("\n\n  ␣come "));
  CHECK(chart(answer_of({{"a", 0.9}}), options).empty());
  CHECK(chart(answer_of({{"a", 0.05}}), options).starts_with("  a "));
}

TEST_CASE("a chart has the marks of the options") {
  ShowOptions options = bare(40);
  options.marks = Marks::ascii;
  CHECK_THAT(chart(poland(), options), Contains("\n    {!}  "));
  CHECK_THAT(chart(answer_of({{"b", 0.4, {{"a", 0.5}, {"b", 0.4}}}}), options),
             Contains("40.0%  {~}{!}\n"));
  options.marks = Marks::none;
  CHECK_THAT(chart(poland(), options), !Contains("!"));
  CHECK_THAT(chart(answer_of({{"b", 0.4, {{"a", 0.5}, {"b", 0.4}}}}), options),
             Contains("40.0%\n"));
}

TEST_CASE("no line of a chart is wider than the terminal, and its columns are straight") {
  Answer lone = mixed();
  lone.choices[0].tokens.resize(1);
  std::vector<Entry> alternatives;
  const Answer all = mixed();
  for (const Token& token : all.choices[0].tokens) {
    alternatives.push_back({std::string(all.view(token.text)), 0.05});
  }
  const Answer list = answer_of({{"コーヒー", 0.05, alternatives}});
  for (int width = 0; width <= 250; ++width) {
    for (const Answer& answer : {mixed(), poland(), lone, list}) {
      const std::string text = chart(answer, bare(width));
      CAPTURE(width, text);
      if (width >= 40) CHECK(widest_line(text) <= width);
      if (width == 0 || width >= 40) check_straight(text);
      CHECK(std::count(text.begin(), text.end(), '%') > 0);
    }
  }
}

TEST_CASE("a chart fills the width until a cell is a percent") {
  for (int width = 40; width <= 127; ++width) {
    CAPTURE(width);
    CHECK(widest_line(chart(poland(), bare(width))) == width);
  }
  for (const int width : {128, 1000, 2'000'000'000}) {
    CAPTURE(width);
    CHECK(widest_line(chart(poland(), bare(width))) == 127);
  }
}

TEST_CASE("on a narrow terminal bars shrink, then other texts go, then labels shrink") {
  const auto first = [](int width) { return lines_of(chart(poland(), bare(width)))[3]; };
  CHECK(first(40) == "  ␣October   █████████▊      75.1%  ␣my");
  CHECK(first(32) == "  ␣October   ███▊    75.1%  ␣my");
  CHECK(first(31) == "  ␣October   ███    75.1%  ␣my");
  CHECK(first(30) == "  ␣October   ██████▊     75.1%");
  CHECK(first(25) == "  ␣October   ███    75.1%");
  CHECK(first(24) == "  ␣Octob…   ███    75.1%");
  CHECK(first(14) == "  …      75.1%");
}

TEST_CASE("the best is green, the second best red, and the chosen one below in its band") {
  ShowOptions options = bare(40);
  options.depth = ColorDepth::ansi16;
  const Answer answer = answer_of({{"c", 0.08, {{"a", 0.5}, {"b", 0.4}, {"c", 0.08}}}, {"d", 0.6}});
  CHECK(readable(chart(answer, options)) ==
        "  <0;1;31;4>c<0>       <0;32> █████████            50.0%<0>  <0;2>a<0>\n"
        "    🔀🎯  <0;1;31> ███████▎             40.0%<0>  <0;2>b<0>\n"
        "          <0;1;31>▸█▌                    8.0%<0>\n"
        "\n"
        "  <0;33>d<0>       <0;33>▸██████████▊          60.0%<0>\n");
  CHECK(without_colors(chart(mixed(), options)) == chart(mixed(), bare(40)));
}

TEST_CASE("in a list the chosen token has its band, and the rest is dim") {
  ShowOptions options = bare(40);
  options.depth = ColorDepth::ansi16;
  CHECK(readable(chart(answer_of({{"a", 0.8, {{"a", 0.8}, {"b", 0.1}}}}), options)) ==
        "  <0;1;32>a<0>             <0;1;32>▸████████████      80.0%<0>\n"
        "  <0;2>b<0>             <0;2> █▌                10.0%<0>\n"
        "  <0;2>(all others)<0>  <0;2> █▌                10.0%<0>\n");
}

TEST_CASE("bars without colours are never reversed") {
  ShowOptions options = bare(40);
  options.depth = ColorDepth::attributes;
  CHECK(readable(chart(answer_of({{"a", 0.05, {{"b", 0.9}, {"a", 0.05}}}, {"c", 1}}), options)) ==
        "  <0;7;4>a<0>      ██████████████████     90.0%  <0;2>b<0>\n"
        "    🎯  ▸█                       5.0%\n"
        "\n"
        "  <0>c<0>     ▸████████████████████  100.0%\n");
}

TEST_CASE("a chart's legend explains the two bars, the sign and the marks once each") {
  const auto legends = [](const std::vector<Answer>& answers, const ShowOptions& options) {
    std::string found;
    for (const std::string& line : lines_of(readable(shown("chart", answers, options)))) {
      const bool signs = line.find("■ best") != std::string::npos;
      const bool sign = line.find("▸ chosen") != std::string::npos;
      if (signs || sign) found += line + '\n';
    }
    return found;
  };
  const Answer lone = answer_of({{"a", 0.05}});
  ShowOptions options;
  CHECK(legends({poland(), poland(), lone}, options) ==
        "  ■ best  ■ second best  ▸ chosen   🎯 not top   below 10%\n");
  CHECK(legends({lone, poland(), lone}, options) ==
        "  ▸ chosen   below 10%\n"
        "  ■ best  ■ second best   🎯 not top\n");
  options.depth = ColorDepth::ansi16;
  CHECK(legends({answer_of({{"a", 1, {{"a", 1}}}, {"b", 1}})}, options) ==
        "  <0;32>■ best<0>  <0;1;31>■ second best<0>  ▸ chosen\n");
  options.depth = ColorDepth::attributes;
  CHECK(legends({answer_of({{"a", 1, {{"a", 1}}}, {"b", 1}})}, options) ==
        "  ■ best  ■ second best  ▸ chosen\n");
  options.legend = false;
  CHECK(legends({lone, poland()}, options).empty());
}

TEST_CASE("a chart shows several answers, refusals and messages without tokens") {
  Answer answer = answer_of({{"a", 1}});
  add_choice(answer, 1, {{"No", 1}}, Kind::refusal);
  add_message(answer, 2, "just\x1b text");
  ShowOptions options;
  options.legend = false;
  options.width = 40;
  const std::string clues = "” 100.0% · 0 low\n  0 ambiguous · 0 not top\n";
  CHECK(shown("chart", answer, options) ==
        "  a  ▸██████████████████████████  100.0%\n\n"
        "  m · 1 token · perplexity 1.00\n  least sure “a" +
            clues +
            "\nanswer 2 · refusal\n  No  ▸█████████████████████████  100.0%\n\n"
            "  m · refusal · 1 token\n  perplexity 1.00\n  least sure “No" +
            clues +
            "\nanswer 3\njust\\x1b text\n"
            "\n  3 answers: 1 × a, 1 × No\n  1 × just\\x1b text\n");
}

TEST_CASE("hostile tokens are spelled out in a chart") {
  const std::string text =
      chart(answer_of({{"\x1b[2J\r\n", 0.5, {{"\x1b]0;x\a", 0.5}}}, {"a", 1}}));
  CHECK_THAT(text, Contains("\\x1b[2J\\r↵") && Contains("\\x1b]0;x\\x07"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
}

TEST_CASE("a chart of what sampling leaves has the model's own shares beside it") {
  Answer answer = answer_of({{"b", 0.4, {{"a", 0.6}, {"b", 0.4}, {"c", 0}}}});
  answer.logits = RawLogits{LogitsKind::logits, 9, {.top_k = 2}};
  answer.choices[0].whole.push_back({.entropy = 0.97, .possible = 2, .model_logprob = 0});
  answer.model_logprobs = {std::log(0.45), std::log(0.3), std::log(0.2)};
  CHECK(chart(answer) ==
        "  a              ████████████████████████                   60.0%  model 45.0%\n"
        "  b             ▸████████████████                           40.0%  model 30.0%  🎯\n"
        "  c                                                           cut  model 20.0%\n"
        "  (all others)                                                cut  model 5.0%\n");
}

TEST_CASE("without bars a chart has numbers alone") {
  ShowOptions options = bare();
  options.bars = false;
  CHECK(chart(answer_of({{"b", 0.4, {{"a", 0.6}, {"b", 0.4}}}}), options) ==
        "  a      60.0%\n  b  ▸   40.0%  🎯\n");
}

TEST_CASE("in a long answer, sure tokens in a row share a line") {
  std::vector<Said> tokens(18, {" sure", 0.95, {{" sure", 0.95}, {" or", 0.01}}});
  tokens.push_back({" my", 0.6, {{" my", 0.6}, {" our", 0.1}}});
  tokens.push_back({" own", 0.95, {{" own", 0.95}, {" new", 0.01}}});
  CHECK_THAT(chart(answer_of(tokens)), !Contains("sure tokens"));
  tokens.push_back({" way", 0.6, {{" way", 0.6}, {" mind", 0.1}}});
  CHECK(small_chart(tokens) ==
        "  18 sure tokens  sure sure …\n"
        "\n"
        "  ␣my   ▸███     60.0%\n"
        "         ▌       10.0%  ␣our\n"
        "\n"
        "  ␣own  ▸████▊   95.0%\n"
        "         ▏        1.0%  ␣new\n"
        "\n"
        "  ␣way  ▸███     60.0%\n"
        "         ▌       10.0%  ␣mind\n");
}

namespace {

/// An answer of sure tokens, but for those with the numbers given.
Answer sure_but_for(std::size_t size, const std::vector<std::size_t>& unsure) {
  std::vector<Said> tokens(size, {" sure", 0.95, {{" sure", 0.95}, {" or", 0.01}}});
  for (const std::size_t i : unsure) {
    const std::string text = " unsure" + std::to_string(i);
    tokens[i] = {text, 0.6, {{text, 0.6}, {" other" + std::to_string(i), 0.1}}};
  }
  return answer_of(tokens);
}

}  // namespace

TEST_CASE("lines that are shown as their tokens come are those of the finished answer") {
  for (const int width : {30, 40, 80, 200}) {
    for (const Answer& answer :
         {poland(), sure_but_for(1, {}), sure_but_for(1, {0}), sure_but_for(20, {3}),
          sure_but_for(21, {}), sure_but_for(40, {3, 4, 20, 30, 39}), sure_but_for(40, {38})}) {
      CHECK(show_growing("chart", answer, bare(width)) == chart(answer, bare(width)));
      ShowOptions clues = bare(width);
      clues.only_clues = true;
      CHECK(show_growing("chart", answer, clues) == chart(answer, clues));
    }
  }
}

TEST_CASE("lines come once it is known that the answer is long, and runs when they end") {
  const auto view = make_view("chart", bare(80));
  const auto grown = [&](std::size_t tokens) {
    std::string out;
    const Answer part = cut_to(sure_but_for(30, {2, 25}), tokens);
    view->grow(part, judged(part), out);
    return lines_of(out).size();
  };
  CHECK((grown(20) == 0 && !view->grows()));
  CHECK((grown(21) == 4 && view->grows()));  // a run of two, a blank line, a pair
  CHECK((grown(24) == 0 && grown(25) == 0));
  CHECK(grown(26) == 5);  // with a blank line before each
  CHECK((grown(27) == 0 && grown(29) == 0));
}

TEST_CASE("a longer token takes its cells from the bars, from its line on") {
  const std::string text = chart(sure_but_for(200, {2, 150}), bare(80));
  std::vector<int> labels;
  for (const std::string& line : lines_of(text)) {
    if (const int bar = end_of(line, "▸"); bar != 0) labels.push_back(bar);
    CHECK(display_width(line) <= 80);
  }
  CHECK(labels == std::vector{15, 15});
  Answer answer = sure_but_for(200, {2, 150});
  answer.choices[0].tokens[150].shown = keep(answer, "a_token_of_many_cells");
  labels.clear();
  for (const std::string& line : lines_of(chart(answer, bare(80)))) {
    if (const int bar = end_of(line, "▸"); bar != 0) labels.push_back(bar);
  }
  CHECK(labels == std::vector{15, 25});
}

TEST_CASE("a token with a clue is not in a run of sure ones, though its band is the best") {
  std::vector<Said> tokens(21, {"a", 0.95, {{"a", 0.95}, {"b", 0.01}}});
  tokens[10].alternatives = {{"b", 0.96}, {"a", 0.95}};
  CHECK_THAT(chart(answer_of(tokens)),
             Contains("10 sure tokens  aaaaaaaaaa\n\n") && Contains("🎯") &&
                 Catch::Matchers::EndsWith("\n\n  10 sure tokens  aaaaaaaaaa\n"));
}

TEST_CASE("a run of sure tokens is no wider than the terminal") {
  const std::vector<Said> tokens(21, {"日本 ", 0.95, {{"日本 ", 0.95}, {"b", 0.01}}});
  for (int width = 1; width < 60; ++width) {
    CHECK(widest_line(chart(answer_of(tokens), bare(width))) <= std::max(width, 16));
  }
}
