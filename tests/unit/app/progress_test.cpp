#include "app/progress.hpp"

#include "catch.hpp"
#include "logprobs/text.hpp"
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

TEST_CASE("a long wait is counted") {
  CHECK(said([] {
          Progress progress(true);
          for (const int silence : {2999, 3000, 3999, 4000}) {
            progress.wait(milliseconds(silence), Phase::waiting);
          }
        }) ==
        "waiting for the first token…\r\x1b[Kwaiting for the first token… 3 s"
        "\r\x1b[Kwaiting for the first token… 4 s\r\x1b[K");
}

TEST_CASE("no line is too wide to be erased within a quarter of an hour") {
  const std::string line =
      said([] { Progress(true).wait(std::chrono::seconds(999), Phase::waiting); });
  CHECK(line == "waiting for the first token… 999 s\r\x1b[K");
  CHECK(display_width(line.substr(0, line.find('\r'))) == Progress::widest);
}

TEST_CASE("tokens are counted from the first, and their rate is said once it can be measured") {
  std::chrono::steady_clock::time_point now{};
  CHECK(said([&] {
          Progress progress(true);
          const auto count = [&](std::size_t tokens, int later) {
            now += milliseconds(later);
            progress.count(tokens, now);
          };
          count(0, 500);
          count(1, 1000);
          count(2, 299);
          count(20, 1);
          count(32, 700);
          count(32, 0);
          count(33, 4000);
        }) == "20 tokens\r\x1b[K32 tokens, 31/s\r\x1b[K33 tokens, 6.4/s\r\x1b[K");
}

TEST_CASE("a wait's line is removed when the first token comes, a single token is counted") {
  std::chrono::steady_clock::time_point now{};
  CHECK(said([&] {
          Progress progress(true);
          progress.wait(milliseconds(300), Phase::waiting);
          progress.count(1, now);
          progress.count(1, now + milliseconds(300));
        }) == "waiting for the first token…\r\x1b[K1 token\r\x1b[K");
}

TEST_CASE("tokens are counted a few times a second") {
  std::chrono::steady_clock::time_point now{};
  Progress progress(true);
  CHECK(progress.is_due(now));
  progress.count(1, now);
  CHECK_FALSE(progress.is_due(now + milliseconds(299)));
  CHECK(progress.is_due(now + milliseconds(300)));
  CHECK_FALSE(Progress(false).is_due(now));
}

TEST_CASE("what is shown is erased at the end") {
  CHECK(said([] { Progress(true).wait(milliseconds(300), Phase::waiting); }) ==
        "waiting for the first token…\r\x1b[K");
}

TEST_CASE("nothing is shown within an answer, or when disabled") {
  CHECK(said([] { Progress(true).wait(milliseconds(9000), Phase::receiving); }).empty());
  CHECK(said([] { Progress(false).wait(milliseconds(9000), Phase::waiting); }).empty());
}

TEST_CASE("a wait is said elsewhere, where there is a screen") {
  std::vector<std::string> shown;
  CHECK(said([&] {
          Progress progress(false, [&](const std::string& line) { shown.push_back(line); });
          progress.wait(milliseconds(300), Phase::connecting);
          progress.wait_to_retry(milliseconds(500), milliseconds(1000));
          progress.clear();
        }).empty());
  CHECK(shown == std::vector<std::string>{"connecting…", "retry in 1 s", ""});
}
