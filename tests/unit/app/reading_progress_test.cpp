#include "app/reading_progress.hpp"

#include "catch.hpp"
#include "logprobs/text.hpp"
#include "standard_error.hpp"

using namespace logprobs::app;
using logprobs::test::said;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::uint64_t MB = 1'000'000;

}  // namespace

TEST_CASE("of files the share is said, and the time left") {
  CHECK(reading_text({.bytes = 630 * MB, .size = 1500 * MB, .time = seconds(1)}) ==
        "42%, 630 MB/s, 2 s left");
  CHECK(reading_text({.bytes = 3 * MB, .size = 300 * MB, .time = seconds(2)}) ==
        "1%, 1.5 MB/s, 4 min left");
  CHECK(reading_text({.bytes = 999 * MB, .size = 1000 * MB, .time = seconds(10)}) ==
        "99%, 100 MB/s, 1 s left");
}

TEST_CASE("of pipes it is said how much was read") {
  CHECK(reading_text({.bytes = 1234 * MB, .size = {}, .time = seconds(2)}) == "1234 MB, 617 MB/s");
  CHECK(reading_text({.bytes = MB / 2, .size = {}, .time = seconds(5)}) == "0.5 MB, 0.1 MB/s");
}

TEST_CASE("faults are counted") {
  CHECK(reading_text({.bytes = 40 * MB, .size = {}, .time = seconds(2), .faults = 1}) ==
        "40 MB, 20 MB/s, 1 fault");
  CHECK(reading_text({.bytes = 40 * MB, .size = {}, .time = seconds(2), .faults = 22}) ==
        "40 MB, 20 MB/s, 22 faults");
}

TEST_CASE("a file that grows, or of which nothing was read yet, has no time left") {
  CHECK(reading_text({.bytes = 20 * MB, .size = 10 * MB, .time = seconds(1)}) == "100%, 20 MB/s");
  CHECK(reading_text({.bytes = 0, .size = 10 * MB, .time = seconds(1)}) == "0%, 0.0 MB/s");
  CHECK(reading_text({.bytes = 0, .size = 0, .time = seconds(1)}) == "100%, 0.0 MB/s");
}

TEST_CASE("no line about what is read is too wide to be erased") {
  const std::size_t faults = 1'000'000'000;
  for (const std::string& line :
       {reading_text(
            {.bytes = 1, .size = 1'000'000'000 * MB, .time = seconds(60), .faults = faults}),
        reading_text(
            {.bytes = 99'000'000 * MB, .size = {}, .time = seconds(9000), .faults = faults}),
        reading_text(
            {.bytes = 99'000'000 * MB, .size = {}, .time = seconds(99), .faults = faults})}) {
    CHECK(logprobs::display_width(line) <= ReadingProgress::widest);
  }
}

TEST_CASE("the line appears after a second, changes now and then, and is erased at the end") {
  std::chrono::steady_clock::time_point now{};
  CHECK(said([&] {
          ReadingProgress progress(true, 1000 * MB, [&] { return now; });
          const auto read = [&](std::uint64_t bytes, int later) {
            now += milliseconds(later);
            progress.advance(bytes);
            progress.show(0);
          };
          read(100 * MB, 999);
          read(100 * MB, 1);
          read(10 * MB, 299);
          read(90 * MB, 701);
        }) == "20%, 200 MB/s, 4 s left\r\x1b[K30%, 150 MB/s, 5 s left\r\x1b[K");
}

TEST_CASE("after something else was written the line waits") {
  std::chrono::steady_clock::time_point now{};
  CHECK(said([&] {
          ReadingProgress progress(true, {}, [&] { return now; });
          const auto wait = [&](int time) {
            now += milliseconds(time);
            progress.show(1);
          };
          progress.advance(2 * MB);
          wait(1000);
          wait(200);
          progress.erase();
          wait(299);
          wait(1);
        }) == "2.0 MB, 2.0 MB/s, 1 fault\r\x1b[K2.0 MB, 1.3 MB/s, 1 fault\r\x1b[K");
}

TEST_CASE("a progress that is not wanted shows nothing, and asks no clock") {
  CHECK(said([] {
          ReadingProgress progress(false, {}, nullptr);
          progress.advance(MB);
          progress.show(3);
          progress.erase();
        }).empty());
}
