#include "show/stats/calibration_words.hpp"

#include "catch.hpp"
#include "show/stats/stats_words.hpp"

using namespace logprobs::show;

TEST_CASE("the ids of the truth in words") {
  CalibrationReport report;
  report.matched = 1234;
  CHECK(ids_text(report) == "1,234 with an answer");
  report.missing = 1;
  report.several = 2;
  CHECK(ids_text(report) == "1,234 with an answer, 1 without, 2 with several answers");
}

TEST_CASE("answers that are compared with nothing in words") {
  CalibrationReport report;
  CHECK(strangers_text(report).empty());
  report.without_id = 1;
  CHECK(strangers_text(report) == "1 answer without custom_id");
  report.without_truth = 7;
  CHECK(strangers_text(report) == "7 answers without truth, 1 without custom_id");
}

TEST_CASE("accuracy in words") {
  CalibrationReport report;
  CHECK(accuracy_text(report) == "unknown");
  report.matched = 10;
  report.correct = 7;
  report.accuracy_interval = clopper_pearson(7, 10);
  CHECK(accuracy_text(report) == "70.0% (34.8% to 93.3% at 95%), 7 of 10");
}

TEST_CASE("counts in words") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(counted(1, "answer") == "1 answer");
  CHECK(counted(2, "answer") == "2 answers");
  CHECK(counts_text({{"a", 1}, {"", 3}, {"b", 3}}) == "unknown 3, b 3, a 1");
}
