#include "read/frame/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Document;
using logprobs::read::Source;
using logprobs::read::ValueCutter;

namespace {

/// The values of a source as `{}@0; CUT [@2`, and `.` if none can follow. It is fed in pieces of
/// this size.
std::string values_of(std::string_view text, std::size_t piece, std::uint64_t max_bytes = 1000) {
  Source source{.max_bytes = max_bytes};
  ValueCutter cutter;
  std::string out;
  while (!cutter.ended()) {
    Document document;
    source.release();
    if (cutter.next(source, document)) {
      constexpr std::string_view words[] = {"", "done ", "CUT ", "LARGE "};
      out += fmt::format(
          "{}{}{}@{}", out.empty() ? "" : "; ", words[static_cast<std::size_t>(document.kind)],
          document.kind == Document::Kind::too_large ? "…" : document.text, document.begin);
      continue;
    }
    if (source.finished) return out;
    source.buffer.append(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    source.finished = text.empty();
  }
  return out + ".";
}

struct Row {
  std::string_view text;
  std::string_view values;
};

}  // namespace

TEST_CASE("values follow one another") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {" \n", ""},
      {"{}", "{}@0"},
      {"{}[1]2", "{}@0; [1]@2; 2@5"},
      {" {}\n\n\"a b\" ", "{}@1; \"a b\"@5"},
      {"{} [", "{}@0; CUT [@3."},
      {"{} ]x", "{}@0; ]x@3."},
      {"no", "no@0"},
      {"hi", "hi@0."},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 1000}) CHECK(values_of(row.text, piece) == row.values);
}

TEST_CASE("a value above the limit is the last one") {
  for (const std::size_t piece : {1, 2, 1000}) {
    CHECK(values_of("[12] [123] [1]", piece, 4) == "[12]@0; LARGE …@5.");
  }
  CHECK(values_of("     ", 1, 4) == "");
}

TEST_CASE("what is not JSON is given with the same few bytes after it, however it is cut") {
  const std::string text(200, 'y');
  for (const std::size_t piece : {1, 7, 1000}) {
    CHECK(values_of(text, piece) == text.substr(0, 64) + "@0.");
  }
  std::string half(200, 'y');
  half.replace(63, 2, "é");
  CHECK(values_of(half, 1000) == half.substr(0, 63) + "@0.");
}
