#include "judge/clues.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Band;
using logprobs::Thresholds;
using logprobs::Verdict;
using samples::Entry;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = logprobs::unknown_logprob;

std::string_view word(Band band) {
  constexpr std::string_view words[] = {"none", "green", "lime", "yellow", "orange", "red"};
  return words[static_cast<std::size_t>(band)];
}

struct Row {
  Entry chosen;
  std::vector<Entry> list;
  std::string_view verdict;  // probability margin band rank clues
};

Verdict verdict_of(const Row& row, const Thresholds& thresholds = {}) {
  logprobs::Answer answer;
  const logprobs::Token token = samples::make_token(answer, row.chosen, row.list);
  return logprobs::judge::judge_token(answer, token, thresholds);
}

std::string show(const Verdict& verdict) {
  std::string out = fmt::format("{:.3} {:.3} {} {}", verdict.probability, verdict.margin,
                                word(verdict.band), verdict.rank);
  if (verdict.clues.low) out += " low";
  if (verdict.clues.ambiguous) out += " ambiguous";
  if (verdict.clues.not_top) out += " not-top";
  return out;
}

double ln(double probability) { return std::log(probability); }

}  // namespace

TEST_CASE("bands are strictly above their thresholds") {
  struct BandRow {
    double probability;
    std::string_view band;
  };
  const BandRow row = GENERATE(values<BandRow>({
      {1, "green"},
      {0.90000000000000013, "green"},
      {0.9, "lime"},
      {0.89999, "lime"},
      {0.7, "yellow"},
      {0.5, "orange"},
      {0.3, "red"},
      {0.1, "red"},
      {0, "red"},
      {unknown, "none"},
  }));
  CAPTURE(row.probability);
  CHECK(word(logprobs::band_of(row.probability, {})) == row.band);
}

TEST_CASE("the thresholds of bands can be changed") {
  Thresholds thresholds{{0.8, 0.6, 0.4, 0.2}, 0.5, 0.3};
  CHECK(logprobs::band_of(0.85, thresholds) == Band::green);
  CHECK(logprobs::band_of(0.25, thresholds) == Band::orange);
  const Row row{{"a", ln(0.45)}, {{"a", ln(0.45)}, {"b", ln(0.2)}}, ""};
  CHECK(show(verdict_of(row, thresholds)) == "0.45 0.25 yellow 1 low ambiguous");
  thresholds.low = thresholds.ambiguous = 0;
  CHECK(show(verdict_of(row, thresholds)) == "0.45 0.25 yellow 1");
}

TEST_CASE("a token's verdict") {
  const Row row = GENERATE(values<Row>({
      {{"a", ln(0.95)}, {{"a", ln(0.95)}, {"b", ln(0.04)}}, "0.95 0.91 green 1"},
      {{"a", ln(0.95)}, {}, "0.95 nan green 0"},
      {{"a", ln(0.95)}, {{"a", ln(0.95)}}, "0.95 nan green 1"},  // a single entry has no margin
      {{"a", ln(0.05)}, {}, "0.05 nan red 0 low"},
      {{"a", ln(0.45)}, {{"a", ln(0.45)}, {"b", ln(0.35)}}, "0.45 0.1 orange 1 ambiguous"},
      {{"b", ln(0.35)}, {{"a", ln(0.45)}, {"b", ln(0.35)}}, "0.35 0.1 orange 2 ambiguous not-top"},
      {{"b", ln(0.04)}, {{"a", ln(0.95)}, {"b", ln(0.04)}}, "0.04 0.91 red 2 low not-top"},
      {{"b", ln(0.4)}, {{"a", ln(0.4)}, {"b", ln(0.4)}}, "0.4 0 orange 1 ambiguous"},  // a tie
      {{"c", ln(0.01)}, {{"a", ln(0.6)}, {"b", ln(0.3)}}, "0.01 0.3 red 0 low not-top"},
      {{"c", ln(0.55)},
       {{"a", ln(0.35)}, {"b", ln(0.1)}},
       "0.55 0.2 yellow 1"},  // goes to the front
      {{"c", ln(0.55)}, {{"a", ln(0.45)}}, "0.55 0.1 yellow 1 ambiguous"},
      {{"a", ln(0.2)}, {{"a", ln(0.2)}, {"a", ln(0.2)}}, "0.2 nan red 1"},
      // If the token's logprob is not that of its entry, its own is compared with the others.
      {{"a", ln(0.2)}, {{"a", ln(0.6)}, {"b", ln(0.3)}}, "0.2 0.3 red 1 not-top"},
      {{"b", ln(0.7)}, {{"a", ln(0.6)}, {"b", ln(0.3)}}, "0.7 0.3 yellow 2"},
      // Unscored: no probability, no band, no low, no not-top; but a margin, and so ambiguous.
      {{"a", unknown}, {}, "nan nan none 0"},
      {{"b", unknown}, {{"a", ln(0.6)}, {"b", ln(0.3)}}, "nan 0.3 none 2"},
      {{"b", infinity}, {{"a", ln(0.4)}, {"b", ln(0.3)}}, "nan 0.1 none 2 ambiguous"},
      {{"a", 1.1e-6}, {}, "nan nan none 0"},
      {{"a", 1e-6}, {}, "1 nan green 0"},
      {{"a", -0.0}, {{"a", -0.0}, {"b", -30}}, "1 1 green 1"},
      // Floors: probability 0, band red, clues as usual; but not ambiguous if the best one is a
      // floor.
      {{"a", -9999}, {}, "0 nan red 0 low"},
      {{"a", -1000}, {}, "0 nan red 0 low"},
      {{"a", -999.9}, {}, "0 nan red 0 low"},
      {{"a", -infinity}, {}, "0 nan red 0 low"},
      {{"a", -3.4e38}, {{"b", ln(0.5)}, {"c", ln(0.4)}}, "0 0.1 red 0 low ambiguous not-top"},
      {{"a", -9999}, {{"a", -9999}, {"b", -9999}}, "0 0 red 1 low"},
      {{"b", -9999}, {{"a", ln(0.1)}, {"b", -9999}}, "0 0.1 red 2 low ambiguous not-top"},
  }));
  CAPTURE(row.chosen.logprob, row.list.size());
  CHECK(show(verdict_of(row)) == row.verdict);
}

TEST_CASE("thresholds are compared unrounded, and strictly") {
  const double half = ln(0.5);
  const double exact = std::exp(half);
  Thresholds thresholds;
  thresholds.low = exact;
  CHECK_FALSE(verdict_of({{"a", half}, {}, ""}, thresholds).clues.low);
  CHECK(verdict_of({{"a", std::nextafter(half, -1)}, {}, ""}, thresholds).clues.low);
  const double margin = exact - std::exp(-1.5);
  thresholds.ambiguous = margin;
  const std::vector<Entry> list = {{"a", half}, {"b", -1.5}};
  CHECK_FALSE(verdict_of({{"a", half}, list, ""}, thresholds).clues.ambiguous);
  thresholds.ambiguous = std::nextafter(margin, 1);
  CHECK(verdict_of({{"a", half}, list, ""}, thresholds).clues.ambiguous);
}

TEST_CASE("the place of the chosen token's entry is kept") {
  CHECK(verdict_of({{"b", -2}, {{"a", -1}, {"b", -2}}, ""}).chosen == 1);
  CHECK(verdict_of({{"c", -2}, {{"a", -1}, {"b", -2}}, ""}).chosen == -1);
}
