#include "judge/json_labels.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::judge::JsonLabels;
using logprobs::judge::Match;

namespace {

/// "=0" for what equals label 0, "<1" for what begins label 1, "empty".
std::string matched(const JsonLabels& labels, std::string_view text) {
  const Match match = labels.match(labels.from_label(text));
  std::string said = match.equals ? fmt::format("={}", *match.equals) : "";
  if (!match.begins.empty()) said += fmt::format("<{}", fmt::join(match.begins, ","));
  return said + (match.empty ? " empty" : "");
}

}  // namespace

TEST_CASE("the text of a string ends at its quote, and counts byte by byte") {
  const JsonLabels labels({"open", "open late", "closed"}, true);
  CHECK(matched(labels, "open") == "=0<1");
  CHECK(matched(labels, "open\"") == "=0");
  CHECK(matched(labels, "open\", \"") == "=0");
  CHECK(matched(labels, "cl") == "<2");
  CHECK(matched(labels, "cl\"").empty());
  CHECK(matched(labels, "Open").empty());
  CHECK(matched(labels, " open").empty());
  CHECK(matched(labels, "\"").empty());
  CHECK(matched(labels, "") == "<0,1,2 empty");
}

TEST_CASE("a string may be written with escapes, which tokens cut") {
  const JsonLabels labels({"café", "caf", "say \"hi\"", "a\\", "😀"}, true);
  CHECK(matched(labels, R"(caf\u00e9")") == "=0");
  CHECK(matched(labels, R"(caf\u00)") == "<0");
  CHECK(matched(labels, R"(caf)") == "=1<0");
  CHECK(matched(labels, R"(caf\u00e8)").empty());
  CHECK(matched(labels, R"(say \"hi\"")") == "=2");
  CHECK(matched(labels, R"(say \)") == "<2");
  CHECK(matched(labels, R"(a\\")") == "=3");
  CHECK(matched(labels, R"(\ud83d\ude00")") == "=4");
  CHECK(matched(labels, R"(\ud83d\)") == "<0,1,2,3,4 empty");
  CHECK(matched(labels, R"(\ud83d")").empty());
  CHECK(labels.is_at_front(R"(caf\u00e9, s)", 0));
}

TEST_CASE("a word or a number ends at a bracket, a comma or white space") {
  const JsonLabels labels({"true", "1", "10"}, false);
  CHECK(matched(labels, " true") == "=0");
  CHECK(matched(labels, "\ntr") == "<0");
  CHECK(matched(labels, "true}") == "=0");
  CHECK(matched(labels, "tr}").empty());
  CHECK(matched(labels, "\"true\"").empty());
  CHECK(matched(labels, "1") == "=1<2");
  CHECK(matched(labels, "1,") == "=1");
  CHECK(matched(labels, " ") == "<0,1,2 empty");
  CHECK(labels.may_grow(1, 2));
}
