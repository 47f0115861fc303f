#include "judge/summary.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

using logprobs::Clues;
using logprobs::Summary;
using logprobs::judge::add;
using logprobs::judge::finish;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = logprobs::unknown_logprob;

Summary sum_up(const std::vector<double>& values) {
  Summary summary;
  for (std::size_t i = 0; i < values.size(); ++i) add(summary, i, values[i], {});
  finish(summary);
  return summary;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

TEST_CASE("a choice is summed up") {
  struct Row {
    std::vector<double> values;
    std::size_t scored, unscored, floors;
    double sum, mean, minimum;
    std::size_t least_sure;
  };
  const Row row = GENERATE(values<Row>({
      {{}, 0, 0, 0, unknown, unknown, unknown, 0},
      {{-1}, 1, 0, 0, -1, -1, -1, 0},
      {{-1, -3, -2}, 3, 0, 0, -6, -2, -3, 1},
      {{-2, -2}, 2, 0, 0, -4, -2, -2, 0},                             // the first of equal ones
      {{unknown, -1, infinity, 0.5, -3}, 2, 3, 0, -4, -2, -3, 4},     // unscored are left out
      {{-9999, -1, -infinity, -1000, -3}, 2, 0, 3, -4, -2, -3, 4},    // floors too
      {{unknown, -infinity}, 0, 1, 1, unknown, unknown, unknown, 0},  //
      {{-0.0}, 1, 0, 0, 0, 0, 0, 0},
      {{-999.5}, 1, 0, 0, -999.5, -999.5, -999.5, 0},  // not a floor
  }));
  CAPTURE(row.values);
  const Summary summary = sum_up(row.values);
  CHECK(summary.scored == row.scored);
  CHECK(summary.unscored == row.unscored);
  CHECK(summary.floors == row.floors);
  CHECK(same(summary.sum_logprob, row.sum));
  CHECK(same(summary.mean_logprob, row.mean));
  CHECK(same(summary.perplexity, std::exp(-row.mean)));
  CHECK(same(summary.min_probability, std::exp(row.minimum)));
  CHECK(summary.least_sure == row.least_sure);
}

TEST_CASE("a logprob slightly above 0 is summed as sent, and its probability is 1") {
  const Summary summary = sum_up({1e-6});
  CHECK(summary.scored == 1);
  CHECK(summary.sum_logprob == 1e-6);
  CHECK(summary.min_probability == 1);
}

TEST_CASE("a perplexity that overflows is infinite") {
  CHECK(std::isinf(sum_up({-999, -998}).perplexity));
  CHECK(std::isfinite(sum_up({-700, -701}).perplexity));
}

TEST_CASE("many small numbers do not get lost in a large one") {
  Summary summary;
  add(summary, 0, -512, {});
  for (std::size_t i = 1; i <= 1'000'000; ++i) add(summary, i, -1e-14, {});
  finish(summary);
  CHECK(summary.sum_logprob == -512 - 1e-8);
  CHECK(-512 - 1e-14 == -512.0);  // one by one they would be
}

TEST_CASE("the error of the sum is that of one rounding") {
  // 0.1 is not a double: ten million of it drift by 1e-4 when summed plainly.
  Summary summary;
  for (std::size_t i = 0; i < 10'000'000; ++i) add(summary, i, -0.1, {});
  finish(summary);
  CHECK(summary.sum_logprob == -1'000'000.0);
  CHECK(summary.mean_logprob == -0.1);
}

TEST_CASE("every token with a clue is counted, scored or not") {
  Summary summary;
  add(summary, 0, -1, {.low = true});
  add(summary, 1, -9999, {.low = true, .not_top = true});
  add(summary, 2, unknown, {.ambiguous = true});
  add(summary, 3, -1, {.low = true, .ambiguous = true, .not_top = true});
  add(summary, 4, -1, {});
  finish(summary);
  CHECK(summary.low == 3);
  CHECK(summary.ambiguous == 2);
  CHECK(summary.not_top == 2);
  CHECK(summary.unsure == 4);
  CHECK(summary.scored == 3);
}

TEST_CASE("a summary can be finished again and again") {
  Summary summary;
  finish(summary);
  CHECK(std::isnan(summary.perplexity));
  add(summary, 0, -2, {});
  finish(summary);
  finish(summary);
  CHECK(summary.mean_logprob == -2);
  add(summary, 1, -4, {});
  finish(summary);
  CHECK(summary.mean_logprob == -3);
  CHECK(summary.perplexity == std::exp(3.0));
}
