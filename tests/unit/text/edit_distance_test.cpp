#include "text/edit_distance.hpp"

#include "catch.hpp"

using logprobs::text::edit_distance;

TEST_CASE("each inserted, deleted, replaced or swapped byte counts once") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("seed", "seed") == 0);
  CHECK(edit_distance("", "seed") == 4);
  CHECK(edit_distance("seed", "") == 4);
  CHECK(edit_distance("sed", "seed") == 1);
  CHECK(edit_distance("seeds", "seed") == 1);
  CHECK(edit_distance("feed", "seed") == 1);
  CHECK(edit_distance("esed", "seed") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("marks", "smark") == 2);
  CHECK(edit_distance("kitten", "sitting") == 3);
}
