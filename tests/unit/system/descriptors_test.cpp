#include "system/descriptors.hpp"

#include "catch.hpp"

using logprobs::system::named_descriptor;

TEST_CASE("some names mean descriptors") {
  CHECK(named_descriptor("/dev/stdin") == 0);
  CHECK(named_descriptor("/dev/stdout") == 1);
  CHECK(named_descriptor("/dev/stderr") == 2);
  CHECK(named_descriptor("/dev/fd/63") == 63);
  CHECK(named_descriptor("/proc/self/fd/7") == 7);
  for (const std::string name : {"/dev/fd/", "/dev/fd/x", "/dev/fd/7/", "fd/7", "/dev/null", ""}) {
    CHECK(named_descriptor(name) == std::nullopt);
  }
}
