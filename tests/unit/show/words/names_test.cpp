#include "show/words/names.hpp"

#include "catch.hpp"

using logprobs::Band;
using logprobs::Kind;
using logprobs::show::band_name;
using logprobs::show::kind_name;

TEST_CASE("bands have the names of the contract") {
  CHECK(band_name(Band::none).empty());
  CHECK(band_name(Band::green) == "green");
  CHECK(band_name(Band::lime) == "lime");
  CHECK(band_name(Band::yellow) == "yellow");
  CHECK(band_name(Band::orange) == "orange");
  CHECK(band_name(Band::red) == "red");
}

TEST_CASE("kinds have the names of the contract") {
  CHECK(kind_name(Kind::prompt) == "prompt");
  CHECK(kind_name(Kind::reasoning) == "reasoning");
  CHECK(kind_name(Kind::content) == "content");
  CHECK(kind_name(Kind::refusal) == "refusal");
}
