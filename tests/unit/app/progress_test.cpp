#include "app/progress.hpp"

#include "catch.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using std::chrono::milliseconds;
using test::said;

TEST_CASE("a noticeable wait is shown, once a phase, and erased") {
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

TEST_CASE("a wait for a retry is counted down") {
  CHECK(said([] {
          Progress progress(true);
          for (int waited = 0; waited < 3000; waited += 250) {
            progress.wait_to_retry(milliseconds(waited), milliseconds(3000 - waited));
          }
          progress.clear();
        }) == "retry in 3 s\r\x1b[Kretry in 2 s\r\x1b[Kretry in 1 s\r\x1b[K");
  CHECK(said([] {
          Progress(true).wait_to_retry(milliseconds(299), milliseconds(1));
          Progress(false).wait_to_retry(milliseconds(900), milliseconds(900));
        }).empty());
}

TEST_CASE("what is shown is erased at the end") {
  CHECK(said([] { Progress(true).wait(milliseconds(300), Phase::waiting); }) ==
        "waiting for the first token…\r\x1b[K");
}

TEST_CASE("nothing is shown within an answer, or when disabled") {
  CHECK(said([] { Progress(true).wait(milliseconds(9000), Phase::receiving); }).empty());
  CHECK(said([] { Progress(false).wait(milliseconds(9000), Phase::waiting); }).empty());
}
