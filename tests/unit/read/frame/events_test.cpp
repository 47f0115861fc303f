#include "read/frame/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Document;
using logprobs::read::EventJoiner;
using logprobs::read::is_one_value;

namespace {

/// The events of some lines as `{}@1; done [DONE]@3` with their lines, and `!` after one that is an
/// error; `CUT` for what is pending at the end, `|` before what a line leaves.
std::string events_of(std::string_view text, std::uint64_t max_bytes = 1000) {
  EventJoiner joiner(max_bytes);
  Document document;
  std::string out;
  const auto add = [&] {
    constexpr std::string_view words[] = {"", "done ", "", "", "CUT ", "LARGE ", "ASKED "};
    CHECK(document.event);
    out += fmt::format("{}{}{}@{}{}", out.empty() ? "" : "; ",
                       words[static_cast<std::size_t>(document.kind)],
                       document.kind == Document::Kind::too_large ? "…" : document.text,
                       *document.place.line, document.error ? "!" : "");
  };
  for (std::uint64_t line = 1; !text.empty(); ++line) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    const std::string_view rest = text.substr(0, size);
    bool found = joiner.take(rest, size == text.size(), {line, 0}, document);
    if (found && document.presumed && !is_one_value(document.text)) {
      joiner.take_back();
      found = joiner.take(rest, size == text.size(), {line, 0}, document);
    }
    if (found) add();
    if (joiner.left() != 0) out += fmt::format("|{}", rest.substr(size - joiner.left()));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  if (joiner.pending() && joiner.flush(Document::Kind::cut, document)) add();
  return out;
}

struct Row {
  std::string_view text;
  std::string_view events;
};

}  // namespace

TEST_CASE("an event is given when its data is a whole value, or when it ends") {
  const Row row = GENERATE(values<Row>({
      {"data: {}\n", "{}@1"},
      {"data: {}\ndata: {}\n", "{}@1; {}@2"},
      {"data: [1,\ndata: 2]\n\ndata: 3\n\n", "[1,\n2]@1; 3@4"},
      {"id: 1\ndata: {\"a\": {}\ndata: }\n\ndata: {}\n\n", "{\"a\": {}\n}@1; {}@5"},
      {"data: [[]", "CUT [[]@1"},
      {"data: [1,\n\n", "[1,@1"},
      {": hi\nid: 1\ndata: {}\n\n", "{}@2"},
      {"data: [DONE]\n", "done [DONE]@1"},
      {"data: [1,\nid", "CUT id@1; CUT [1,@1"},
      {"data: [1,\ndata: 2", "CUT [1,\n2@1"},
      {"data: [1,\n", "CUT [1,@1"},
      {"data: [1,\ndata: 2]\ndata: [3,\ndata: 4]\n", "[1,\n2]@1; [3,\n4]@3"},
  }));
  CAPTURE(row.text);
  CHECK(events_of(row.text) == row.events);
}

TEST_CASE("a comment that keeps a request is given, and any other passed over") {
  CHECK(events_of(": logprobs request {\"a\": 1}\ndata: {}\n") == "ASKED {\"a\": 1}@1; {}@2");
  CHECK(events_of(":logprobs request {}\n: logprobs\n: logprobs requests {}\n").empty());
  CHECK(events_of("data: {\n: logprobs request {}\ndata: }\n") == "{\n}@1");
  CHECK(events_of(": logprobs request {}") == "CUT : logprobs request {}@1");
}

TEST_CASE("the data of an event called error, and of an error: line, is marked") {
  const Row row = GENERATE(values<Row>({
      {"event: error\ndata: {}\n\ndata: {}\n\n", "{}@1!; {}@4"},
      {"event:error \ndata: oh no\n\n", "oh no@1!"},
      {"event: error\ndata: [1,\ndata: 2]\n\n", "[1,\n2]@1!"},
      {"event: errors\ndata: {}\n\n", "{}@1"},
      {"event: error\nevent: x\ndata: {}\n\n", "{}@1"},
      {"error: {}\n\ndata: [DONE]\n\n", "{}@1!; done [DONE]@3"},
      {"data: {}\nerror: oh no\n\ndata: 1\n\n", "{}@1; oh no@2!; 1@4"},
      {"error: {", "CUT {@1!"},
      {"event: error\ndata: oh no\n", "oh no@1!"},
  }));
  CAPTURE(row.text);
  CHECK(events_of(row.text) == row.events);
}

TEST_CASE("an event above the limit is named once") {
  CHECK(events_of("data: [1,\ndata: 234567,\ndata: 89012\ndata: ]\n\ndata: 1\n\n", 16) ==
        "LARGE …@1; 1@6");
}

TEST_CASE("what follows a value or [DONE] on its line is left if it begins an item") {
  const Row row = GENERATE(values<Row>({
      {"data: {}{\"a\": 1}", "{}@1|{\"a\": 1}"},
      {"data: [DONE]data: {}", "done [DONE]@1|data: {}"},
      {"data: [DONE] HTTP/1.1 200", "done [DONE]@1|HTTP/1.1 200"},
      {"data: {}\xEF\xBB\xBF{}", "{}@1|\xEF\xBB\xBF{}"},
      {"data: [1,\ndata: 2][3]\n", "[1,\n2]@1|[3]"},
      {"data: {} x\n\n", "{} x@1"},
      {"data: {}}\n\n", "{}}@1"},
      {"data: [DONE]x\n\n", "[DONE]x@1"},
  }));
  CAPTURE(row.text);
  CHECK(events_of(row.text) == row.events);
}
