#include "show/terminal/legend.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

const std::string bands = "  ■ >90%  ■ >70  ■ >50  ■ >30  ■ less";

std::string legend_of(const Answer& answer, const ShowOptions& options) {
  Legend legend(options);
  std::string out;
  legend.write(judged(answer, options.thresholds).choices[0].summary, Signs::bands, out);
  return readable(out);
}

}  // namespace

TEST_CASE("the legend explains what the answer needs") {
  const Answer clues = answer_with_clues();
  ShowOptions options;
  CHECK(legend_of(answer_of({{"a", 0.95}}), options) == bands + "\n");
  CHECK(legend_of(clues, options) == bands + "   🔀 ambiguous   🎯 not top   below 10%\n");
  options.marks = Marks::ascii;
  CHECK(legend_of(clues, options) == bands + "   {~} ambiguous   {!} not top   below 10%\n");
  options.marks = Marks::none;
  CHECK(legend_of(clues, options) == bands + "   below 10%\n");
}

TEST_CASE("the numbers in the legend are the user's") {
  ShowOptions options;
  options.thresholds = {{0.955, 0.7, 0.07, 0}, 0.125, 0.15};
  CHECK(legend_of(answer_of({{"a", 0.05}}), options) ==
        "  ■ >95.5%  ■ >70  ■ >7  ■ >0  ■ less   below 12.5%\n");
}

TEST_CASE("the legend is in the colours that it explains, or in attributes without colours") {
  ShowOptions options;
  options.depth = ColorDepth::ansi16;
  CHECK(legend_of(answer_of({{"a", 0.05}}), options) ==
        "  <0;32>■ >90%<0>  <0;1;32>■ >70<0>  <0;33>■ >50<0>  <0;31>■ >30<0>  "
        "<0;1;31>■ less<0>   <0;1;4>below 10%<0>\n");
  options.depth = ColorDepth::attributes;
  CHECK_THAT(legend_of(answer_of({{"a"}}), options), Contains("<0;1>■ >70<0>  <0;4>■ >50"));
}

TEST_CASE("the legend shows the lines that stand for marks") {
  ShowOptions options;
  options.lines = true;
  CHECK_THAT(legend_of(answer_with_clues(), options),
             Catch::Matchers::EndsWith("   🔀 ambiguous   🎯 not top   below 10%\n"));
  options.depth = ColorDepth::ansi16;
  CHECK_THAT(
      legend_of(answer_with_clues(), options),
      Catch::Matchers::EndsWith(
          "   <0;4:3>ambiguous<0>   <0;4:5>not top<0>   <0;4:2>both<0>   <0;1;3;4>below 10%<0>\n"));
}

TEST_CASE("a legend explains each thing once") {
  Legend legend({});
  std::string out;
  legend.write(judged(answer_of({{"a"}})).choices[0].summary, Signs::bands, out);
  legend.write(judged(answer_of({{"a"}})).choices[0].summary, Signs::bands, out);
  CHECK(out == bands + "\n");
  legend.write(judged(answer_with_clues()).choices[0].summary, Signs::bands, out);
  legend.write(judged(answer_with_clues()).choices[0].summary, Signs::bands, out);
  CHECK(out == bands + "\n  🔀 ambiguous   🎯 not top   below 10%\n");
}

TEST_CASE("a legend is broken between two signs where the terminal is narrow") {
  ShowOptions options;
  options.width = 40;
  CHECK(legend_of(answer_with_clues(), options) ==
        bands + "\n  🔀 ambiguous   🎯 not top   below 10%\n");
  options.width = 200;
  const std::string wide = legend_of(answer_with_clues(), options);
  CHECK(std::count(wide.begin(), wide.end(), '\n') == 1);
  CHECK(widest_line(wide) < 80);
}
