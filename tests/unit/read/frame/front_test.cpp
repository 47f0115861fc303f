#include "read/frame/front.hpp"

#include <string_view>

#include "catch.hpp"

using logprobs::read::Begins;
using logprobs::read::begins;
using logprobs::read::begins_event;

TEST_CASE("a text begins with a prefix, does not, or may") {
  CHECK(begins("data: 1", "data:", false) == Begins::yes);
  CHECK(begins("data:", "data:", true) == Begins::yes);
  CHECK(begins("dat", "data:", false) == Begins::unknown);
  CHECK(begins("", "data:", false) == Begins::unknown);
  CHECK(begins("dat", "data:", true) == Begins::no);
  CHECK(begins("date", "data:", false) == Begins::no);
}

TEST_CASE("an event line begins with a field or a comment") {
  for (const std::string_view text :
       {"data:", "data: {}", "event: x", "id:", "retry: 1", "error: {}", ": hi"}) {
    CHECK(begins_event(text, false) == Begins::yes);
  }
  for (const std::string_view text : {"{", "date:", "data =", "\"data:\"", " data:"}) {
    CHECK(begins_event(text, false) == Begins::no);
  }
  for (const std::string_view text : {"", "d", "data", "even"}) {
    CHECK(begins_event(text, false) == Begins::unknown);
    CHECK(begins_event(text, true) == Begins::no);
  }
}
