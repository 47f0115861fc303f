#include "show/stats/beta.hpp"

#include <vector>

#include "catch.hpp"

using namespace logprobs::show;

TEST_CASE("the incomplete beta function is scipy's") {
  struct Sample {
    double a, b, x, expected;
  };
  // python3 -c 'from scipy.special import betainc; print(betainc(a, b, x))', scipy 1.10.1
  const std::vector<Sample> samples = {
      {0.5, 0.5, 0.3, 0.3690101195655454},
      {1, 1, 0.7, 0.7},
      {2, 3, 0.5, 0.6875},
      {5, 0.1, 0.99, 0.230911079215654},
      {30, 70, 0.25, 0.1358149042834273},
      {1000, 2000, 0.34, 0.781215091161411},
      {1e5, 1e6, 0.0909, 0.48713128011009926},
      {5e7, 5e7, 0.49995, 0.15865529374441253},
      {1, 1e6, 1e-6, 0.6321207427684626},
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.a, sample.b, sample.x);
    const double error = 1e-13 + 1e-15 * (sample.a + sample.b);
    CHECK(incomplete_beta(sample.x, sample.a, sample.b) == Approx(sample.expected).epsilon(error));
    CHECK(incomplete_beta(1 - sample.x, sample.b, sample.a) ==
          Approx(1 - sample.expected).epsilon(error * 10));
  }
  CHECK(incomplete_beta(0, 2, 3) == 0);
  CHECK(incomplete_beta(1, 2, 3) == 1);
}

TEST_CASE("the interval of Clopper and Pearson is scipy's") {
  struct Sample {
    std::uint64_t successes, trials;
    double low, high;
  };
  // python3 -c 'from scipy.stats import beta; print(beta.ppf(.025, k, n - k + 1), beta.ppf(.975, k
  // + 1, n - k))', scipy 1.10.1
  const std::vector<Sample> samples = {
      {0, 1, 0.0, 0.975},
      {1, 1, 0.025, 1.0},
      {0, 30, 0.0, 0.11570330822202779},
      {30, 30, 0.8842966917779722, 1.0},
      {1, 2, 0.01257911709342505, 0.9874208829065749},
      {7, 10, 0.3475471499400027, 0.9332604888222655},
      {492, 980, 0.4702604851521604, 0.533808852677069},
      {1, 1'000'000, 2.5317807663794178e-08, 5.571630655166939e-06},
      {999'999, 1'000'000, 0.9999944283693448, 0.9999999746821924},
      {712'345, 1'000'000, 0.7114566701445387, 0.7132320997553272},
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.successes, sample.trials);
    const Interval interval = clopper_pearson(sample.successes, sample.trials);
    CHECK(interval.low == Approx(sample.low).epsilon(1e-9));
    CHECK(interval.high == Approx(sample.high).epsilon(1e-9));
  }
}
