#include "read/join/unread.hpp"

#include "catch.hpp"

using logprobs::read::Unread;

TEST_CASE("the first data that is not understood is quoted, the rest counted") {
  Unread unread;
  unread.note("{\"a\": 1}", {7, 100});
  CHECK(unread.any());
  CHECK(unread.quoted() == "“{\"a\": 1}”");
  unread.note("two", {8, 120});
  unread.note("three", {9, 140});
  CHECK(unread.quoted() == "“{\"a\": 1}” and 2 more");
  CHECK(unread.place().line == 7);
}

TEST_CASE("signs of life are no data") {
  Unread unread;
  for (const char* data : {"", " {} ", "[]", "null", "PING", "keep-alive"}) unread.note(data, {});
  CHECK_FALSE(unread.any());
}

TEST_CASE("what comes later is added") {
  Unread first;
  Unread later;
  later.note("b", {2, 0});
  later.note("c", {3, 0});
  first.take(later);
  CHECK_FALSE(later.any());
  CHECK(first.quoted() == "“b” and 1 more");
  CHECK(first.place().line == 2);
  later.note("d", {4, 0});
  first.take(later);
  CHECK(first.quoted() == "“b” and 2 more");
}
