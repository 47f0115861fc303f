#include "show/stats/reliability_svg.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using namespace logprobs::show;

namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a diagram of reliability has a bar and a point for each bin with answers") {
  ScoreReport score;
  score.equal_width[6].from = 0.4;
  score.equal_width[6].to = 0.5;
  for (const bool correct : {true, true, true, false}) score.equal_width[6].add(0.45, correct);
  for (const double confidence : {0.2, 0.3, 0.5}) {
    ReliabilityBin& bin = score.equal_mass[static_cast<std::size_t>(confidence * 10)];
    bin.add(confidence, true);
  }
  std::string svg;
  append_reliability(svg, score);
  CHECK(count(svg, "<rect class=\"correct\"") == 1);
  CHECK(count(svg, "<rect class=\"gap\"") == 1);
  CHECK(count(svg, "<circle") == 3);
  // 300 units are 100%: three quarters are correct, and the confidence is 30% below that.
  CHECK_THAT(svg, Contains("class=\"correct\" x=\"170.50\" y=\"83.00\" width=\"29.00\" "
                           "height=\"225.00\""));
  CHECK_THAT(svg, Contains("class=\"gap\" x=\"170.50\" y=\"83.00\" width=\"29.00\" "
                           "height=\"90.00\""));
}
