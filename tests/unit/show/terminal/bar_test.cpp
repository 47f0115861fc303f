#include "show/terminal/bar.hpp"

#include <limits>
#include <string>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::display_width;
using logprobs::show::bar;
using logprobs::show::bar_width;

TEST_CASE("a bar is exact to an eighth of a cell") {
  struct Row {
    double fraction;
    int cells;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {0, 4, ""},         {1, 4, "████"},     {0.5, 4, "██"},     {0.25, 4, "█"},
      {0.28125, 4, "█▏"}, {0.3125, 4, "█▎"},  {0.34375, 4, "█▍"}, {0.375, 4, "█▌"},
      {0.40625, 4, "█▋"}, {0.4375, 4, "█▊"},  {0.46875, 4, "█▉"}, {0.03125, 4, "▏"},
      {1e-9, 4, "▏"},     {0.99999, 2, "██"}, {0.9, 1, "▉"},      {0.982, 16, "███████████████▊"},
  };
  for (const auto& [fraction, cells, shown] : rows) {
    CAPTURE(fraction, cells);
    CHECK(bar(fraction, cells) == shown);
  }
}

TEST_CASE("a bar never exceeds its cells") {
  CHECK(bar(2, 3) == "███");
  CHECK(bar(-1, 3).empty());
  CHECK(bar(std::numeric_limits<double>::quiet_NaN(), 3).empty());
}

TEST_CASE("the width of a bar is that of its text") {
  for (int cells : {1, 4, 6, 8, 16}) {
    for (int i = 0; i <= 1000; ++i) {
      const double fraction = i / 1000.0;
      const int width = bar_width(fraction, cells);
      if (width != display_width(bar(fraction, cells)) || width > cells) {
        CAPTURE(fraction, cells);
        CHECK(false);
      }
    }
  }
  CHECK(bar_width(std::numeric_limits<double>::quiet_NaN(), 4) == 0);
  CHECK(bar_width(0.3, 10) == 3);
}
