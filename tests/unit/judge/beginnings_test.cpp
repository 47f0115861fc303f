#include "judge/beginnings.hpp"

#include "catch.hpp"

using logprobs::judge::Beginnings;
using Numbers = std::vector<std::size_t>;

TEST_CASE("texts are found by what they begin with, in the order given") {
  const Beginnings texts({"tide", "ebb", "tidal", "", "ti", "\xFFx", "tj"});
  CHECK(texts.with("ti") == Numbers{0, 2, 4});
  CHECK(texts.with("tide") == Numbers{0});
  CHECK(texts.with("tides").empty());
  CHECK(texts.with("").size() == 7);
  CHECK(texts.with("\xFF") == Numbers{5});
  CHECK(texts.with("a").empty());
  CHECK(Beginnings({}).with("a").empty());
}
