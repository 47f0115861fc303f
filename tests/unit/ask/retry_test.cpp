#include "logprobs/retry.hpp"

#include <limits>

#include "catch.hpp"

using namespace logprobs;
using Time = std::chrono::system_clock::time_point;

namespace {

// Sunday, 29 September 2024, 16:26:57 UTC.
const Time now = std::chrono::system_clock::from_time_t(1727627217);

/// What follows a Retry-After like this, after so many retries; not randomized.
Retry after(const std::string& header, int retries = 0) {
  return next_retry({.status = 500, .headers = {.retry_after = header}}, retries, 0, now);
}

bool is_wanted(const HttpResult& response) { return next_retry(response, 0, 0, now).wanted; }

}  // namespace

TEST_CASE("how long Retry-After makes a retry wait") {
  struct Row {
    std::string header;
    double wait;  // seconds; below 0: no retry
    int retries = 0;
  };
  constexpr double never = -1;
  const std::vector<Row> rows = {
      {"20", 20},
      {"0", 0.5},
      {"-10", 0.5},
      {"60", 60},
      {"61", 61},
      {"120", 120},
      {"121", never},
      {"Sun, 29 Sep 2024 16:27:17 GMT", 20},
      {"Sun, 29 Sep 2024 16:27:57 GMT", 60},
      {"Sun, 29 Sep 2024 16:27:58 GMT", 61},
      {"Sun, 29 Sep 2024 16:28:57 GMT", 120},
      {"Sun, 29 Sep 2024 16:28:58 GMT", never},
      {"Sun, 29 Sep 2024 16:26:57 GMT", 0.5},
      {"Sun, 29 Sep 2024 16:26:37 GMT", 0.5},
      {std::string(35, '9'), never},
      {"inf", 0.5},
      {"nan", 0.5},
      {"Zun, 29 Sep 2024 16:27:17 GMT", 0.5},
      {"Sun, 29 Sep 100000 16:27:17 GMT", 0.5},
      {"", 0.5},
      {"", 1, 1},
      {"", 2, 2},
      {"", 8, 1000},
  };
  REQUIRE(rows.size() == 23);
  for (const auto& [header, wait, retries] : rows) {
    CAPTURE(header, retries);
    const Retry retry = after(header, retries);
    CHECK(retry.wanted == (wait > 0));
    CHECK(retry.wait.count() == (wait > 0 ? wait : 0));
  }
}

TEST_CASE("Retry-After takes a date in any of three forms") {
  CHECK(after("Sunday, 29-Sep-24 16:27:17 GMT").wait.count() == 20);
  CHECK(after("Sun Sep 29 16:27:17 2024").wait.count() == 20);
  CHECK_FALSE(after("Fri, 31 Dec 9999 23:59:59 GMT").wanted);
}

TEST_CASE("a Retry-After that is neither number nor date is ignored") {
  for (const std::string header : {"20 s", "twenty", "0x14", "--1", "\x1b[2J", "1e999", " "}) {
    CAPTURE(header);
    CHECK(after(header).wait.count() == 0.5);
  }
  CHECK(after("1.5").wait.count() == 1.5);
}

TEST_CASE("milliseconds take precedence over seconds") {
  const auto wait = [](const std::string& ms, const std::string& seconds) {
    const ResponseHeaders headers{.retry_after_ms = ms, .retry_after = seconds};
    return next_retry({.status = 503, .headers = headers}, 0, 0, now).wait.count();
  };
  CHECK(wait("250", "20") == 0.25);
  CHECK(wait("0.5", "") == 0.0005);
  CHECK(wait("soon", "20") == 20);
  CHECK(wait("0", "20") == 0.5);
  CHECK(wait("-1", "20") == 0.5);
  CHECK(wait("120000", "") == 120);
  CHECK(wait("120001", "") == 0);
}

TEST_CASE("our own waits are shortened at random, waits the server asks for are not") {
  for (const auto& [random, wait] : {std::pair(0.0, 4.0), {0.5, 3.5}, {1.0, 3.0}}) {
    CHECK(next_retry({.status = 500}, 3, random, now).wait.count() == Approx(wait));
    const ResponseHeaders headers{.retry_after = "9"};
    CHECK(next_retry({.status = 500, .headers = headers}, 3, random, now).wait.count() == 9);
  }
}

TEST_CASE("waits double up to eight seconds") {
  double expected = 0.5;
  for (int retries = 0; retries < 2000; ++retries) {
    CHECK(next_retry({.status = 500}, retries, 0, now).wait.count() == expected);
    expected = std::min(expected * 2, 8.0);
  }
}

TEST_CASE("which statuses are transient") {
  for (const int status : {408, 409, 429, 500, 501, 502, 503, 504, 507, 529, 599}) {
    CAPTURE(status);
    CHECK(is_wanted({.status = status}));
  }
  for (const int status : {200, 204, 300, 302, 307, 308, 400, 401, 402, 403,
                           404, 405, 407, 410, 413, 418, 422, 425, 451, 499}) {
    CAPTURE(status);
    CHECK_FALSE(is_wanted({.status = status}));
  }
}

TEST_CASE("x-should-retry takes precedence over the status") {
  const auto wanted = [](int status, const std::string& wish) {
    return is_wanted({.status = status, .headers = {.should_retry = wish}});
  };
  CHECK((wanted(400, "true") && wanted(401, "True")));
  CHECK_FALSE(wanted(302, "true"));
  CHECK_FALSE((wanted(500, "false") || wanted(429, "FALSE")));
  CHECK((wanted(500, "") && wanted(500, "maybe")));
  CHECK_FALSE((wanted(400, "") || wanted(400, "yes")));
}

TEST_CASE("a wait that is too long takes precedence over x-should-retry") {
  const Retry retry = next_retry(
      {.status = 500, .headers = {.should_retry = "true", .retry_after = "3600"}}, 0, 0, now);
  CHECK_FALSE(retry.wanted);
  CHECK(retry.server_wait.count() == 3600);
}

TEST_CASE("a used-up quota is not retried") {
  for (const std::string body : {R"({"error":{"code":"insufficient_quota"}})",
                                 R"({"error":{"type":"insufficient_quota","code":null}})"}) {
    CHECK_FALSE(is_wanted({.status = 429, .error_body = body}));
    CHECK(next_retry({.status = 429, .error_body = body}, 0, 0, now).no_quota);
    CHECK_FALSE(
        is_wanted({.status = 429, .headers = {.should_retry = "true"}, .error_body = body}));
  }
  CHECK(is_wanted({.status = 429, .error_body = R"({"error":{"code":"rate_limit_exceeded"}})"}));
}

TEST_CASE("a failed connection is retried unless the reason is permanent") {
  CHECK(is_wanted({.problem = "Connection reset"}));
  CHECK(is_wanted({.status = 200, .problem = "Connection reset"}));
  CHECK_FALSE(is_wanted({.problem = "who are you?", .permanent = true}));
  CHECK_FALSE(is_wanted({.status = 200}));
}
