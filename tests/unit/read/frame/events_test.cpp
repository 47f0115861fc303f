#include "read/frame/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Begins;
using logprobs::read::begins_event;
using logprobs::read::Document;
using logprobs::read::EventCutter;
using logprobs::read::Source;

namespace {

/// The events of a source as `{}@1; done [DONE]@3` with their lines, and `!` after one that is an
/// error; the source is fed in pieces of this size.
std::string events_of(std::string_view text, std::size_t piece, std::uint64_t max_bytes = 1000) {
  Source source{.max_bytes = max_bytes};
  EventCutter cutter(max_bytes);
  std::string out;
  for (;;) {
    Document document;
    if (cutter.next(source, document)) {
      constexpr std::string_view words[] = {"", "done ", "CUT ", "LARGE "};
      CHECK(document.event);
      out += fmt::format("{}{}{}@{}{}", out.empty() ? "" : "; ",
                         words[static_cast<std::size_t>(document.kind)],
                         document.kind == Document::Kind::too_large ? "…" : document.text,
                         *document.place.line, document.error ? "!" : "");
      continue;
    }
    if (source.finished) return out;
    source.buffer.append(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    source.finished = text.empty();
  }
}

struct Row {
  std::string_view text;
  std::string_view events;
};

}  // namespace

TEST_CASE("a stream begins with a field or a comment") {
  for (const std::string_view text :
       {"data:", "data: {}", "event: x", "id:", "retry: 1", "error: {}", ": hi"}) {
    CHECK(begins_event(text, false) == Begins::yes);
  }
  for (const std::string_view text : {"{", "date:", "data =", "\"data:\"", " data:"}) {
    CHECK(begins_event(text, false) == Begins::no);
  }
  for (const std::string_view text : {"", "d", "data", "even"}) {
    CHECK(begins_event(text, false) == Begins::unknown);
    CHECK(begins_event(text, true) == Begins::no);
  }
}

TEST_CASE("an event is given when its data is a whole value, or when it ends") {
  const Row row = GENERATE(values<Row>({
      {"data: {}\n", "{}@1"},
      {"data: {}\ndata: {}\n", "{}@1; {}@2"},
      {"data: [1,\ndata: 2]\n\ndata: 3\n\n", "[1,\n2]@1; 3@4"},
      {"data: [1,\n\n", "[1,@1"},
      {": hi\nid: 1\ndata: {}\n\n", "{}@2"},
      {"data: [DONE]\n", "done [DONE]@1"},
      {"data: [1,\nda", "CUT da@1; CUT [1,@1"},
      {"data: [1,\ndata: 2", "CUT [1,\n2@1"},
      {"data: [1,\n", "CUT [1,@1"},
      {"data: [1,\ndata: 2]\ndata: [3,\ndata: 4]\n", "[1,\n2]@1; [3,\n4]@3"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) CHECK(events_of(row.text, piece) == row.events);
}

TEST_CASE("the data of an event called error, and of an error: line, is marked") {
  const Row row = GENERATE(values<Row>({
      {"event: error\ndata: {}\n\ndata: {}\n\n", "{}@1!; {}@4"},
      {"event:error \r\ndata: oh no\r\n\r\n", "oh no@1!"},
      {"event: error\ndata: [1,\ndata: 2]\n\n", "[1,\n2]@1!"},
      {"event: errors\ndata: {}\n\n", "{}@1"},
      {"event: error\nevent: x\ndata: {}\n\n", "{}@1"},
      {"error: {}\n\ndata: [DONE]\n\n", "{}@1!; done [DONE]@3"},
      {"data: {}\nerror: oh no\n\ndata: 1\n\n", "{}@1; oh no@2!; 1@4"},
      {"error: {", "CUT {@1!"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) CHECK(events_of(row.text, piece) == row.events);
}

TEST_CASE("an event above the limit is named once") {
  CHECK(events_of("data: [1,\ndata: 234567,\ndata: 89012\ndata: ]\n\ndata: 1\n\n", 1, 16) ==
        "LARGE …@1; 1@6");
}

TEST_CASE("a stream whose line ends are CR alone is read in any cut") {
  for (const std::size_t piece : {1, 2, 3, 1000}) {
    CHECK(events_of("data: {}\r\rdata: [1,\rdata: 2]\r\r", piece) == "{}@1; [1,\n2]@3");
  }
}

TEST_CASE("a [DONE] that waits for the end of its line is seen") {
  for (const std::string_view text : {"data: [DONE]", "data:[DONE] ", "data: {}\n\ndata: [DONE]"}) {
    Source source{.max_bytes = 1000};
    EventCutter cutter(1000);
    Document document;
    source.buffer.append(text);
    while (cutter.next(source, document)) {
    }
    CAPTURE(text);
    CHECK(cutter.done_is_waiting(source));
  }
  for (const std::string_view text : {"", "data: [DONE", "data: {\ndata: [DONE]", "data: 1"}) {
    Source source{.max_bytes = 1000};
    EventCutter cutter(1000);
    Document document;
    source.buffer.append(text);
    while (cutter.next(source, document)) {
    }
    CAPTURE(text);
    CHECK_FALSE(cutter.done_is_waiting(source));
  }
}
