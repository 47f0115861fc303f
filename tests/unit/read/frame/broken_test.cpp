#include "read/frame/broken.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::read::Document;

namespace {

Document document_of(std::string_view text, std::uint64_t begin = 0) {
  Document document;
  document.text = text;
  document.begin = begin;
  return document;
}

std::string described(std::string_view text, int location = -1, std::uint64_t begin = 0) {
  const char* const at = location < 0 ? nullptr : text.data() + location;
  return logprobs::read::describe_broken(document_of(text, begin), at);
}

}  // namespace

TEST_CASE("a sentence says what is wrong with a document") {
  struct Row {
    std::string_view text;
    int location;  // where the parser stopped; -1: it did not begin
    std::string_view sentence;
  };
  using namespace std::string_view_literals;
  const Row row = GENERATE(values<Row>({
      {"{\"a\":nope}", 5, "not JSON at byte 5 (“nope}”)"},
      {"{\"a\":nope}", 9, "not JSON at byte 5 (“nope}”)"},  // it passed over the value
      {"{\"a\":0x}", 8, "not JSON at byte 5 (“0x}”)"},
      {"{\"a\":0.0.0}", 11, "not JSON at byte 11"},  // its end
      {"{\"a\":this is much too long}", 5, "not JSON at byte 5 (“this is much too…”)"},
      {"{\"a\":0123456789abcde€}", 5, "not JSON at byte 5 (“0123456789abcde…”)"},  // no half
      {"{\"a\":1", -1, "the JSON breaks off at byte 6; its end is missing"},
      {"hello", -1, "not JSON at byte 0 (“hello”)"},
      {"{} x", -1, "not JSON at byte 2 (“ x”)"},
      {"", -1, "not JSON at byte 0"},
      {"<html>", -1, "not JSON: this looks like an HTML or XML page"},
      {"PK\3\4\0\0"sv, -1, "not JSON: this is binary data"},
      {"<\0"sv, -1, "not JSON: this is binary data"},
      {"{\"a\":\"\xFF\"}", 0, "not UTF-8 at byte 6"},
      {"\xE9", -1, "not UTF-8 at byte 0"},
      {"é\xC3", -1, "not UTF-8 at byte 2"},
      {"{\"a\":\"x\ty\"}", -1, "not JSON: a raw control character at byte 7"},
      {"{\"a\":\n\"x\ny\"}", -1, "not JSON: a raw control character at byte 8"},
      {"{\"a\\\"\n\":1}", -1, "not JSON: a raw control character at byte 5"},
      {"{\n\t\"a\":\x01}", -1, "not JSON: a raw control character at byte 7"},
      {"{\n\t\"a\": nope}", 8, "not JSON at byte 8 (“nope}”)"},  // white space is none
  }));
  CAPTURE(row.text);
  CHECK(described(row.text, row.location) == row.sentence);
}

TEST_CASE("positions count from the beginning of the source if the document is not a line") {
  CHECK(described("{\"a\":nope}", 5, 100) == "not JSON at byte 105 (“nope}”)");
  CHECK(described("{\"\xFF\"}", -1, 100) == "not UTF-8 at byte 102");
  CHECK(described("{\"\t\"}", -1, 100) == "not JSON: a raw control character at byte 102");
}

TEST_CASE("a pointer to another place is ignored") {
  static constexpr char elsewhere[] = "elsewhere";
  CHECK(logprobs::read::describe_broken(document_of("{} x"), elsewhere) ==
        "not JSON at byte 2 (“ x”)");
}

TEST_CASE("the first byte that is not UTF-8 is found anywhere") {
  const std::string_view bad = GENERATE(as<std::string_view>{}, "\xFF", "\xC3", "\xE2\x82",
                                        "\xF0\x9F\x98", "\xED\xA0\x80", "\xF4\x90\x80\x80");
  const std::string good = "aé€😀 b日本";
  for (std::size_t at = 0; at <= good.size(); ++at) {
    if (!logprobs::is_utf8(std::string_view(good).substr(0, at))) continue;
    const std::string text = good.substr(0, at) + std::string(bad) + good.substr(at) + "\xFF";
    CAPTURE(at);
    CHECK(described(text) == "not UTF-8 at byte " + std::to_string(at));
  }
}
