#include "read/join/finish_reason.hpp"

#include "catch.hpp"

using logprobs::read::Ending;
using logprobs::read::ending_of;

TEST_CASE("a finish_reason means an end, a failure or a filter, in upper or lower case") {
  CHECK(ending_of("stop") == Ending::normal);
  CHECK(ending_of("") == Ending::normal);
  CHECK(ending_of("errors") == Ending::normal);
  CHECK(ending_of("erro") == Ending::normal);
  CHECK(ending_of("ERROR_LIMIT") == Ending::normal);
  CHECK(ending_of("error") == Ending::failed);
  CHECK(ending_of("ERROR") == Ending::failed);
  CHECK(ending_of("Abort") == Ending::failed);
  CHECK(ending_of("content_filter") == Ending::filtered);
  CHECK(ending_of("PROHIBITED_CONTENT") == Ending::filtered);
}
