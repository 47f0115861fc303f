#include "show/words/percent.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "catch.hpp"

using logprobs::Thresholds;
using logprobs::show::percent;
using logprobs::show::share_text;
using logprobs::show::short_number;
using logprobs::show::threshold_percent;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Row {
  double value;
  std::string shown;
};

}  // namespace

TEST_CASE("a percentage has one decimal, and rounding crosses no threshold") {
  const std::vector<Row> rows = {
      {0.24316, "24.3%"},    {0.24351, "24.4%"},
      {0.5612, "56.1%"},     {0.8996, "89.9%"},
      {0.89949, "89.9%"},    {0.9, "90.0%"},
      {0.9004, "90.0%"},     {0.90051, "90.1%"},
      {0.6999, "69.9%"},     {0.4999, "49.9%"},
      {0.49949, "49.9%"},    {0.2996, "29.9%"},
      {0.3, "30.0%"},        {0.0996, "9.9%"},
      {0.1, "10.0%"},        {0.09949, "9.9%"},
      {0.7996, "80.0%"},     {0.0796, "8.0%"},
      {0.89999999, "89.9%"}, {std::nextafter(0.9, 0), "89.9%"},
  };
  for (const auto& [value, shown] : rows) {
    CAPTURE(value);
    CHECK(percent(value, Thresholds{}) == shown);
  }
}

TEST_CASE("only 0 is shown as 0%, and only 1 as 100%") {
  const std::vector<Row> rows = {
      {0, "0.0%"},
      {1, "100.0%"},
      {1e-300, "<0.1%"},
      {0.0004, "<0.1%"},
      {0.00049999, "<0.1%"},
      {0.0006, "0.1%"},
      {0.001, "0.1%"},
      {0.9994, "99.9%"},
      {0.9996, ">99.9%"},
      {0.99999999, ">99.9%"},
      {std::nextafter(1.0, 0), ">99.9%"},
      {unknown, ""},
  };
  for (const auto& [value, shown] : rows) {
    CAPTURE(value);
    CHECK(percent(value, Thresholds{}) == shown);
  }
}

TEST_CASE("the thresholds are the user's") {
  Thresholds own;
  own.bands[0] = 0.955;
  own.bands[1] = 0.95;
  own.bands[2] = 0.2;
  own.bands[3] = 0.0004;
  own.low = 0.8;
  const std::vector<Row> rows = {
      {0.8996, "90.0%"}, {0.7996, "79.9%"}, {0.9496, "94.9%"}, {0.9549, "95.4%"},
      {0.9546, "95.4%"}, {0.1999, "19.9%"}, {0.0003, "<0.1%"}, {0.0996, "10.0%"},
  };
  for (const auto& [value, shown] : rows) {
    CAPTURE(value);
    CHECK(percent(value, own) == shown);
  }
}

TEST_CASE("thresholds between two tenths are not crossed either") {
  Thresholds own;
  own.bands[0] = 0.8996;
  own.low = 0.99951;
  CHECK(percent(0.89955, own) == "89.9%");
  CHECK(percent(0.8996, own) == "90.0%");
  CHECK(percent(0.9995, own) == "99.9%");
}

TEST_CASE("thresholds of 0 and 1 change nothing") {
  Thresholds own;
  own.bands[0] = 1;
  own.low = 0;
  CHECK(percent(0.9999, own) == "99.9%");  // below the threshold
  CHECK(percent(1, own) == "100.0%");
  CHECK(percent(0, own) == "0.0%");
  CHECK(percent(0.0001, own) == "<0.1%");
}

TEST_CASE("a margin has the threshold --ambiguous") {
  const std::array thresholds = {0.15};
  const std::vector<Row> rows = {
      {0.1496, "14.9%"}, {0.15, "15.0%"}, {0.8996, "90.0%"}, {0, "0.0%"}, {0.0001, "<0.1%"},
  };
  for (const auto& [value, shown] : rows) {
    CAPTURE(value);
    CHECK(percent(value, thresholds) == shown);
  }
}

TEST_CASE("a percentage is on the same side of every threshold as its number") {
  const Thresholds defaults;
  for (int i = 1; i < 20000; ++i) {
    const double p = i / 20000.0;
    const std::string text = percent(p, defaults);
    const double shown = text[0] == '<' ? 0.0005 : text[0] == '>' ? 0.9995 : std::stod(text) / 100;
    for (const double threshold : {0.9, 0.7, 0.5, 0.3, 0.1}) {
      if ((p < threshold) != (shown < threshold - 1e-12)) {
        CAPTURE(p, text, threshold);
        CHECK(false);
      }
    }
    if (std::abs(shown - p) > 0.001) {
      CAPTURE(p, text);
      CHECK(false);
    }
  }
}

TEST_CASE("an unscored candidate has a question mark for its percentage") {
  CHECK(share_text(unknown, {}) == "?");
  CHECK(share_text(0.8996, {}) == "89.9%");
}

TEST_CASE("thresholds are shown as they were given") {
  const std::vector<Row> rows = {{0.9, "90%"},       {0.07, "7%"},  {0.125, "12.5%"},
                                 {0.9995, "99.95%"}, {0, "0%"},     {1, "100%"},
                                 {0.29, "29%"},      {0.57, "57%"}, {0.001, "0.1%"}};
  for (const auto& [value, shown] : rows) CHECK(threshold_percent(value) == shown);
}

TEST_CASE("a perplexity has as many digits as are useful") {
  const std::vector<Row> rows = {{1, "1.00"},     {1.2345, "1.23"},    {999.4, "999.40"},
                                 {1000, "1e+03"}, {12345, "1.23e+04"}, {unknown, ""}};
  for (const auto& [value, shown] : rows) CHECK(short_number(value) == shown);
}
