#include "app/progress.hpp"

#include "catch.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using std::chrono::milliseconds;
using test::said;

TEST_CASE("a wait that is noticed is told, once a phase, and taken back") {
  CHECK(said([] {
          Progress progress(true);
          progress.wait(milliseconds(299), Phase::connecting);
          progress.wait(milliseconds(300), Phase::connecting);
          progress.wait(milliseconds(400), Phase::connecting);
          progress.wait(milliseconds(500), Phase::waiting);
          progress.clear();
          progress.clear();
        }) == "connecting…\r\x1b[Kwaiting for the first token…\r\x1b[K");
}

TEST_CASE("what is shown is taken back at the end") {
  CHECK(said([] { Progress(true).wait(milliseconds(300), Phase::waiting); }) ==
        "waiting for the first token…\r\x1b[K");
}

TEST_CASE("nothing is told within an answer, or where nobody wants it") {
  CHECK(said([] { Progress(true).wait(milliseconds(9000), Phase::receiving); }).empty());
  CHECK(said([] { Progress(false).wait(milliseconds(9000), Phase::waiting); }).empty());
}
