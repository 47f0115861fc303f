// Where another reader could go on.
#include <fmt/format.h>

#include <random>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/read.hpp"
#include "samples.hpp"

using logprobs::Beginning;
using logprobs::Event;
using logprobs::Reader;
using samples::lines;

namespace {

std::string show(const logprobs::Place& place) {
  return fmt::format("{}@{}", place.line.value_or(0), place.offset.value_or(0));
}

/// Appends what was found, if it is more than growth.
void note(Event event, const Reader& reader, std::string& found) {
  if (event == Event::broken) {
    found += fmt::format("{} {}; ", show(reader.problem().place), reader.problem().message);
  } else if (event == Event::done) {
    const logprobs::Answer& answer = reader.answer();
    found += fmt::format("{} {} {} {}; ", show(answer.place), samples::word(answer.state),
                         answer.id, samples::show(answer));
  }
}

/// All that a reader finds from `begin` on.
std::string read_from(const Beginning& begin, std::string_view source) {
  Reader reader({.begin = begin});
  reader.feed(source.substr(begin.offset));
  reader.finish();
  std::string found;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    note(event, reader, found);
  }
  return found;
}

/// Wherever a reader of `source` says that another could go on, this does. Returns how often.
int check_resumptions(std::string_view source) {
  const std::string whole = read_from({}, source);
  Reader reader({});
  std::string found;
  int count = 0;
  const auto check = [&] {
    const std::optional<Beginning> at = reader.resumes_at();
    if (!at) return;
    ++count;
    CAPTURE(source, at->offset, at->line);
    REQUIRE(found + read_from(*at, source) == whole);
  };
  for (std::string_view rest = source; !rest.empty();) {
    const std::size_t line = std::min(rest.find('\n'), rest.size() - 1) + 1;
    reader.feed(rest.substr(0, line));
    rest.remove_prefix(line);
    for (Event event = reader.next(); event != Event::needs_bytes; event = reader.next()) {
      note(event, reader, found);
      check();
    }
    check();
  }
  return count;
}

}  // namespace

TEST_CASE("another reader can go on after each whole response") {
  CHECK(check_resumptions(lines("W:x=A W:y=B W:z=C")) == 3);
  CHECK(check_resumptions("\n" + lines("W:x=A") + "\n\n" + lines("W:y=B")) == 4);
  CHECK(check_resumptions(lines("W:x=A") + "{\n\"choices\":\n[]}\n" + lines("W:y=B")) == 3);
}

TEST_CASE("another reader can go on where a response ends because another begins") {
  CHECK(check_resumptions(lines("x0=A x0=B y0=C y0=D W:z=E")) == 3);
  CHECK(check_resumptions(lines("x0=A x0=B")) == 0);
}

TEST_CASE("no other reader can go on where something is open") {
  CHECK(check_resumptions("\n\n") == 0);        // it is not known whether there is anything
  CHECK(check_resumptions("not json\n") == 0);  // nor whether there is anything else
  CHECK(check_resumptions(samples::sse("W:x=A W:y=B")) == 0);  // a stream may go on
  CHECK(check_resumptions("2026-01-01 " + lines("W:x=A")) == 0);
}

TEST_CASE("another reader goes on the same wherever one may") {
  std::minstd_rand random(1);
  const std::string_view words[] = {"x0=A", "x0=B", "x0.", "x1=C", "y0=D", "y0.",  "W:x=A", "W:y=B",
                                    "U",    "U:y",  "E",   "B",    "D",    "R:a0", "b0=C",  "?"};
  int count = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string source;
    for (auto parts = random() % 9; parts > 0; --parts) {
      source += lines(words[random() % std::size(words)]);
      if (random() % 8 == 0) source += "\r\n";
      if (random() % 16 == 0) source += "no json\n";
      if (random() % 16 == 0) source += "{\"a\":\n[1]}\n";
      if (random() % 16 == 0) source += "{\"a\":\n";
    }
    count += check_resumptions(source);
  }
  CHECK(count > 2000);
}

TEST_CASE("a reader moves elsewhere") {
  const std::string source = lines("W:x=A W:y=B W:z=C");
  const std::size_t line = source.find('\n') + 1;
  Reader reader({});
  reader.feed(source.substr(0, line));
  std::string found;
  for (Event event = reader.next(); event != Event::needs_bytes; event = reader.next()) {
    note(event, reader, found);
  }
  CHECK(reader.resumes_at() == Beginning{line, 2, true});
  reader.move_to({2 * line, 3, true});
  reader.feed(source.substr(2 * line));
  for (Event event = reader.next(); event != Event::needs_bytes; event = reader.next()) {
    note(event, reader, found);
  }
  CHECK(found == fmt::format("1@0 complete x 0=A:stop; 3@{} complete z 0=C:stop; ", 2 * line));
}
