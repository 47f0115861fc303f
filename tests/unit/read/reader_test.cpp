#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "logprobs/read.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Event;
using logprobs::Reader;
using logprobs::ReadOptions;
using samples::json;
using samples::lines;
using samples::sse;

namespace {

/// What a reader that is finished found last.
struct Found {
  std::string text;     ///< each response and problem on a line of its own
  std::string message;  ///< of the last failure or problem
};

/// A response as `complete x 0=A|B:stop !code`.
std::string show(const Answer& answer) {
  std::string out =
      fmt::format("{} {} {}", samples::word(answer.state), answer.id, samples::show(answer));
  if (answer.failure && !answer.failure->code.empty()) out += " !" + answer.failure->code;
  return out;
}

std::string place(const logprobs::Place& place) {
  return place.line ? fmt::format("{}@{} ", *place.line, *place.offset)
                    : fmt::format("+{} ", *place.offset);
}

void take_events(Reader& reader, Found& found, bool with_places) {
  for (;;) {
    const Event event = reader.next();
    if (event == Event::needs_bytes || event == Event::end) return;
    if (event == Event::grown) continue;
    if (!found.text.empty()) found.text += "; ";
    if (event == Event::broken) {
      found.text += (with_places ? place(reader.problem().place) : "") + "broken";
      found.message = reader.problem().message;
    } else {
      const Answer& answer = reader.answer();
      found.text += (with_places ? place(answer.place) : "") + show(answer);
      if (answer.failure) found.message = answer.failure->message;
    }
  }
}

Found read(std::string_view source, const ReadOptions& options = {},
           std::size_t piece = std::string_view::npos, bool with_places = false) {
  Reader reader(options);
  Found found;
  for (std::string_view rest = source; !rest.empty();) {
    reader.feed(rest.substr(0, piece));
    rest.remove_prefix(std::min(piece, rest.size()));
    take_events(reader, found, with_places);
  }
  reader.finish();
  take_events(reader, found, with_places);
  return found;
}

struct Row {
  std::string_view script;
  std::string_view found;
};

/// Whether `source`'s part up to `cut` may be called complete; `end_sign` is where the last
/// finish_reason's document ends.
bool may_be_complete(std::string_view source, std::size_t cut, std::size_t end_sign) {
  const std::string_view part = source.substr(0, cut);
  const std::string_view last = part.substr(part.rfind('\n') + 1);
  const bool whole = last.empty() || last.ends_with("}") || last.ends_with("[DONE]");
  // In these samples, only a whole document ends where as many braces were closed as opened.
  const auto open = std::count(last.begin(), last.end(), '{');
  return cut >= end_sign && whole && open == std::count(last.begin(), last.end(), '}');
}

}  // namespace

TEST_CASE("a stream's events make responses") {
  const Row row = GENERATE(values<Row>({
      {"x0=A x0=B x0. D", "complete x 0=A|B:stop"},
      {"x0=A x0. U D", "complete x 0=A:stop"},
      {"x0=A x0=B.", "complete x 0=A|B:stop"},  // no [DONE]
      {"x0=A D", "complete x 0=A"},             // no finish_reason
      {"x0=A x0=B", "cut x 0=A|B !cut_off"},
      {"x0=A U", "cut x 0=A !cut_off"},
      {"x0=A. y0=B.", "complete x 0=A:stop; complete y 0=B:stop"},  // another id
      {"x0=A y0=B.", "cut x 0=A !cut_off; complete y 0=B:stop"},
      {"x0=A D x0=B.", "complete x 0=A; complete x 0=B:stop"},  // after [DONE]
      {"x0=A D D x0=B D D", "complete x 0=A; complete x 0=B"},
      {"D x0=A", "cut x 0=A !cut_off"},  // a [DONE] before is not its own
      {"x0=A x1=B x0=C. x1=D.", "complete x 0=A|C:stop 1=B|D:stop"},
      {"x1=B x0=A x1. x0.", "complete x 0=A:stop 1=B:stop"},
      {"x0=A. x1=B", "cut x 0=A:stop 1=B !cut_off"},
      {"x0=A. x1=B D", "complete x 0=A:stop 1=B"},
      {"x0=A x7. x0.", "complete x 0=A:stop 7:stop"},
      {"x0. D", "no_logprobs x 0:stop !no_logprobs"},
      {"x0", "cut x 0 !cut_off"},
      {"W:x=A W:y=B", "complete x 0=A:stop; complete y 0=B:stop"},
      {"x0=A W:y=B", "cut x 0=A !cut_off; complete y 0=B:stop"},
      {"W:x=A x0=B", "complete x 0=A:stop; cut x 0=B !cut_off"},
      {"D", "broken"},
      // What has no choices belongs to what is open, whatever its id.
      {"x0=A U:y x0. D", "complete x 0=A:stop"},
      {"x0=A x0. U:y D", "complete x 0=A:stop"},
      {"U:y x0=A x0. D", "complete x 0=A:stop"},
      // An id for each chunk.
      {"R:a0 b0=A c0=B d0. D", "complete a 0=A|B:stop"},
      {"R:a0=A b0=B c0.", "complete a 0=A|B:stop"},
      {"R:a0 b0=A c0=B R:x0 x0=C x0.", "cut a 0=A|B !cut_off; complete x 0=C:stop"},
      {"R:a0 R:x0 x0=C x0.", "cut a 0 !cut_off; complete x 0=C:stop"},
      {"R:a0=A b0=B. c0=C.", "complete a 0=A|B:stop; complete c 0=C:stop"},
      {"R:a0=A a0=B c0=C.", "cut a 0=A|B !cut_off; complete c 0=C:stop"},  // not one each
      {"R:a0=A b1=B.", "cut a 0=A !cut_off; complete b 1=B:stop"},
      // What comes after the end of a choice is another choice.
      {"x0=A x0. x0=B x0. D", "complete x 0=A:stop 1=B:stop"},
      {"x0=A. x0=B", "cut x 0=A:stop 1=B !cut_off"},
      {"x0=A. x0. x0. D", "complete x 0=A:stop"},
      {"x1=A. x1=B. x0=C. D", "complete x 0=B:stop 1=A:stop 2=C:stop"},
      {"x0=A D U x0=B D", "complete x 0=A; complete x 0=B"},
  }));
  CAPTURE(row.script);
  CHECK(read(sse(row.script)).text == row.found);
  CHECK(read(sse(row.script), {}, 1).text == row.found);
  CHECK(read(samples::documents(row.script, "event: x\r\ndata:", "\r\n\r\n")).text == row.found);
  CHECK(read(samples::documents(row.script, "data: ", "\n")).text == row.found);
  CHECK(read(lines(row.script)).text == row.found);
  CHECK(read(lines(row.script), {}, 1).text == row.found);
}

TEST_CASE("errors, broken events and events without tokens in a stream") {
  const Row row = GENERATE(values<Row>({
      {"x0=A E", "refused x 0=A !503"},
      {"x0=A E x0=B. D", "refused x 0=A|B:stop !503"},
      {"E", "refused   !503"},
      {"E D x0=A.", "refused   !503; complete x 0=A:stop"},
      {"x0=A B x0=C. D", "broken; unusable x 0=A|C:stop"},
      {"B x0=A.", "broken; complete x 0=A:stop"},
      {"x0=A. D B", "complete x 0=A:stop; broken"},
      {"x0=A ? x0. ? D ?", "complete x 0=A:stop"},  // servers send events of their own
      {"? ?", "broken"},
  }));
  CAPTURE(row.script);
  CHECK(read(sse(row.script)).text == row.found);
  CHECK(read(sse(row.script), {}, 1).text == row.found);
}

TEST_CASE("data that nobody understands may be the rest of an answer") {
  const auto message = [](std::string_view before, const std::string& data,
                          std::string_view after) {
    const Found found = read(sse(before) + "data: " + data + "\n\n" + sse(after));
    return found.text + " " + found.message;
  };
  const std::string cut =
      "cut x 0=A !cut_off the stream has no end but [DONE], and data in it is not understood: ";
  CHECK(message("x0=A", "error: no memory", "D") == cut + "“error: no memory”; what came is shown");
  CHECK(message("x0=A", "{\"text\":\"B\"}\n\ndata: 7\n\ndata: x", "D") ==
        cut + "“{\"text\":\"B\"}” and 2 more; what came is shown");
  CHECK(message("", "wait", "x0=A D") == cut + "“wait”; what came is shown");
  CHECK(message("x0=A", "wait", "x0. D") == "complete x 0=A:stop ");
  CHECK(message("x0=A x0.", "wait", "D") == "complete x 0=A:stop ");
  CHECK(message("W:x=A", "wait", "D") ==
        "complete x 0=A:stop; broken data is not understood: “wait”");
  CHECK(message("", "wait", "D") == "broken no response in it, but data: “wait”");
  for (const std::string data : {"ping", "PONG", "{}", "null", "{\"type\":\"ping\"}", ""}) {
    CAPTURE(data);
    CHECK(message("x0=A", data, "D") == "complete x 0=A ");
  }
  Reader reader({});
  reader.feed(sse("x0=A x0.") + "data: wait\n\ndata: more\n\n" + sse("D x0=B. D"));
  std::vector<std::size_t> warnings;
  for (Event event = reader.next(); event != Event::needs_bytes; event = reader.next()) {
    if (event == Event::done) warnings.push_back(reader.answer().warnings.size());
  }
  CHECK(warnings == std::vector<std::size_t>{1, 0});
}

TEST_CASE("what a server calls an error is one, whatever it says") {
  const auto told = [](std::string_view before, const std::string& text, std::string_view after) {
    const Found found = read(sse(before) + text + "\n\n" + sse(after));
    return found.text + " " + found.message;
  };
  CHECK(told("x0=A", "event: error\ndata: no memory", "D") == "refused x 0=A no memory");
  CHECK(told("x0=A", "event: error\ndata: {\"why\":1}", "D") == "refused x 0=A {\"why\":1}");
  CHECK(told("x0=A", "error: {\"code\":500,\"message\":\"too long\"}", "D") ==
        "refused x 0=A !500 too long");
  CHECK(told("", "event: error\ndata: {\"error\":{\"message\":\"no\"}}", "") == "refused   no");
  CHECK(told("x0=A x0.", "error: no", "D") == "refused x 0=A:stop no");
}

TEST_CASE("a finish_reason may mean that the server failed, or a filter stopped it") {
  const auto end_with = [](std::string source, std::string_view reason) {
    source.replace(source.rfind("stop"), 4, reason);
    Reader reader({});
    reader.feed(source);
    reader.finish();
    while (reader.next() != Event::done) {
    }
    const Answer& answer = reader.answer();
    return show(answer) + (answer.failure ? " " + answer.failure->message : "") +
           (answer.warnings.empty() ? "" : " / " + answer.warnings.front());
  };
  for (const std::string& source : {sse("x0=A x0. D"), lines("W:x=A")}) {
    CHECK(end_with(source, "length") == "complete x 0=A:length");
    CHECK(end_with(source, "error") == "refused x 0=A:error it gave up (finish_reason “error”)");
    CHECK(end_with(source, "Cancelled") ==
          "refused x 0=A:Cancelled it gave up (finish_reason “Cancelled”)");
    CHECK(end_with(source, "SAFETY") ==
          "complete x 0=A:SAFETY / a content filter ended the answer (finish_reason “SAFETY”)");
  }
  Reader chosen({.choice = 0});
  std::string other = sse("x0=A. x1=B. D");
  other.replace(other.rfind("stop"), 4, "abort");
  chosen.feed(other);
  while (chosen.next() != Event::done) {
  }
  CHECK(chosen.answer().state == logprobs::State::refused);
}

TEST_CASE("a source that is one response has one answer") {
  const ReadOptions one{.one_response = true};
  const Row row = GENERATE(values<Row>({
      {"x0=A y0=B. D", "complete x 0=A|B:stop"},
      {"R:x0=A R:y0=B.", "complete x 0=A|B:stop"},
      {"x0=A D U", "complete x 0=A"},
      {"x0=A D x0=B D", "complete x 0=A 1=B"},
      {"x0=A D x0=B", "cut x 0=A 1=B !cut_off"},
      {"x0=A. y0=B.", "complete x 0=A:stop 1=B:stop"},
      {"W:x=A", "complete x 0=A:stop"},
      {"W:x=A W:y=B", "complete x 0=A:stop 1=B:stop"},
      {"x0=A W:y=B", "complete x 0=A|B:stop"},
      {"W:x=A x0=B", "cut x 0=A:stop 1=B !cut_off"},
      {"x0=A. E", "refused x 0=A:stop !503"},
      {"W:x=A E", "refused x 0=A:stop !503"},
      {"E", "refused   !503"},
  }));
  CAPTURE(row.script);
  CHECK(read(sse(row.script), one).text == row.found);
  CHECK(read(lines(row.script), one, 1).text == row.found);
  const std::string x = samples::document("W:x=A");
  CHECK(read("[" + x + "," + x + "]", one).text == "complete x 0=A:stop 1=A:stop");
  for (const std::string rest : {" rest", "\nrest", "\n{\"a\": 1", "\n{\"a\" 1}\n"}) {
    CAPTURE(rest);
    CHECK(read(x + rest, one).text == "broken; complete x 0=A:stop");
  }
}

TEST_CASE("a token or a pair a line is one answer up to another kind of item") {
  const std::string token = json("{'token':'A','logprob':-1}\n");
  const std::string pair = "[\"B\",-1]\n";
  const std::string whole = samples::lines("W:x=C");
  const auto found = [](const std::string& source) {
    CHECK(read(source).text == read(source, {}, 1).text);
    return read(source).text;
  };
  CHECK(found(token) == "complete  0=A");
  CHECK(found(token + token + pair) == "complete  0=A|A|B");
  CHECK(found(pair + pair) == "complete  0=B|B");
  CHECK(found(token + token + whole + token) ==
        "complete  0=A|A; complete x 0=C:stop; complete  0=A");
}

TEST_CASE("each of the JSON Lines is a document") {
  const Row row = GENERATE(values<Row>({
      {"W:x=A W:y=B", "1@0 complete x 0=A:stop; 2@165 complete y 0=B:stop"},
      {"W:x=A B W:y=B", "1@0 complete x 0=A:stop; 2@165 broken; 3@174 complete y 0=B:stop"},
      {"W:x=A B B ? E",
       "1@0 complete x 0=A:stop; 2@165 broken; 3@174 broken; 4@183 unusable  ; 5@199 refused   "
       "!503"},
      {"x0=A x0. y0=B.", "+0 complete x 0=A:stop; 3@297 complete y 0=B:stop"},
  }));
  CAPTURE(row.script);
  CHECK(read(lines(row.script), {}, std::string_view::npos, true).text == row.found);
  CHECK(read(lines(row.script), {}, 1, true).text == row.found);
}

TEST_CASE("the elements of an array of responses are read one by one") {
  const std::string x = samples::document("W:x=A");
  const std::string y = samples::document("W:y=B");
  const std::string both = "complete x 0=A:stop; complete y 0=B:stop";
  CHECK(read("[\n" + x + ",\n" + y + "\n]\n", {}, 1).text == both);
  CHECK(read("[" + x + "," + y + "]\n" + x + "\n", {}, 1000, true).text ==
        "1@0 complete x 0=A:stop; 1@0 complete y 0=B:stop; 2@332 complete x 0=A:stop");
  CHECK(read("[" + x + ",7]").text == "complete x 0=A:stop; unusable  ");
  CHECK(read("[" + x + ",{}]").text == "complete x 0=A:stop; unusable  ");
}

TEST_CASE("only one choice can be asked for") {
  struct ChoiceRow {
    int choice;
    std::string_view script;
    std::string_view found;
  };
  const ChoiceRow row = GENERATE(values<ChoiceRow>({
      {1, "x0=A x1=B x0. x1. D", "complete x 1=B:stop"},
      {0, "x0=A x1=B x0. x1. D", "complete x 0=A:stop"},
      {0, "x0=A. x1=B", "cut x 0=A:stop !cut_off"},  // completeness looks at all
      {1, "x0=A x1=B.", "cut x 1=B:stop !cut_off"},
      {2, "x0=A. x1=B.", "no_choice x "},
      {1, "x0=A. x0=B. D", "complete x 1=B:stop"},
      {1, "R:a0=A b0=B c0. D", "no_choice a "},
      {0, "W:x=A", "complete x 0=A:stop"},
      {1, "W:x=A", "no_choice x "},
      {1, "E", "refused   !503"},
  }));
  ReadOptions options;
  options.choice = row.choice;
  CAPTURE(row.choice, row.script);
  CHECK(read(sse(row.script), options).text == row.found);
  CHECK(read(sse(row.script), options, 1).text == row.found);
}

TEST_CASE("a stream that is cut anywhere is complete only if all its choices have ended") {
  const std::string source =
      GENERATE(sse("x0=A x1=B x0. x1=C. U D"), sse("x0=A x0. D"), lines("x0=A x1=B x0. x1=C."));
  const std::size_t end_sign = source.rfind("\"stop\"}]}") + 9;
  for (std::size_t cut = 1; cut <= source.size(); ++cut) {
    const std::string found = read(std::string_view(source).substr(0, cut)).text;
    CAPTURE(cut, found);
    const bool complete = found.starts_with("complete");
    if (complete != may_be_complete(source, cut, end_sign)) FAIL_CHECK(source.substr(0, cut));
  }
}

TEST_CASE("a document that is cut is never a response") {
  const std::string indented = json(
      "{\n 'id': 'x',\n 'choices': [\n  {'message': {'content': "
      "'A}'},\n   'logprobs': {'content': [{'token': 'A}', 'logprob':"
      " -1, 'bytes': [65, 125]}]}}\n ]\n}\n");
  REQUIRE(read(indented).text == "complete x 0=A}");
  for (std::size_t cut = 1; cut < indented.size() - 1; ++cut) {
    CAPTURE(cut);
    CHECK(read(indented.substr(0, cut)).text == "broken");
  }
}

TEST_CASE("no nesting is too deep and no token too long") {
  const std::string open(1'000'000, '[');
  const std::string close(1'000'000, ']');
  CHECK(read(open).text == "broken");
  CHECK_FALSE(read(std::string(5'000, '[') + std::string(5'000, ']')).text.starts_with("complete"));
  const std::string inner = samples::document("W:x=A").substr(1);
  CHECK(read("{\"x\":" + open + close + "," + inner).text == "complete x 0=A:stop");
  const std::string token(1'000'000, 'a');
  CHECK(read(samples::document("W:x=" + token)).text == fmt::format("complete x 0={}:stop", token));
}

TEST_CASE("limits, empty sources and other things that are not responses") {
  struct SourceRow {
    std::string source;
    std::uint64_t max_bytes;
    std::string found;
    std::string message;  // of the last
  };
  const SourceRow row = GENERATE(values<SourceRow>({
      {"", 99, "broken", "empty: there is no response in it"},
      {" \r\n", 99, "broken", "empty: there is no response in it"},
      {"HTTP/1.1 204 None\r\n\r\n", 99, "broken", "empty: there is no response in it"},
      {": hi\n\n", 99, "broken", "no response in it"},
      {"{}", 99, "unusable  ", "this is JSON, but not a response in a known format"},
      {"7\n", 99, "unusable  ", "this is JSON, but not a response in a known format"},
      {"data: {", 99, "broken", "the stream was cut off inside an event"},
      {"{\n", 99, "broken", "the JSON breaks off at byte 1; its end is missing"},
      {"[[1,\n2],3]", 6, "broken", "larger than --max-bytes (6 bytes)"},
      {"1\n[1,2,3,4]\n", 6, "unusable  ; broken",
       "larger than --max-bytes (6 bytes); the line was skipped"},
      {"{}\n{nope}\n", 99, "unusable  ; broken",
       "not JSON at byte 1 (“nope}”); the line was skipped"},
      {R"({"choices":[{"a":1 "b":2}]})", 99, "broken", "not JSON at byte 19 (“\"b\":2}]}”)"},
      {"{\"token\":\"A\",\"logprob\":-1}\n{\"token\" -1}\n", 99, "broken; unusable  0=A",
       "a broken line of the stream was skipped"},
      {R"({"choices":[{"a":-1[]}],"b":[]})", 99, "broken",
       "not JSON at byte 19 (“[]}],\"b\":[]}”)"},
  }));
  ReadOptions options;
  options.max_bytes = row.max_bytes;
  CAPTURE(row.source);
  CHECK(read(row.source, options).text == row.found);
  CHECK(read(row.source, options).message == row.message);
}

TEST_CASE("a response of a stream may not be larger than any other") {
  ReadOptions options;
  options.max_bytes = 200;  // each line fits
  std::string script = "x0=0123456789";
  for (int i = 1; i < 20; ++i) script += " x0=0123456789";
  CHECK(read(sse(script + " D"), options).text.starts_with("complete"));
  const Found found = read(sse(script + " x0=! D"), options);
  CHECK(found.text.starts_with("unusable x 0=0123456789|"));
  CHECK_THAT(found.message, Contains("larger than --max-bytes"));
}

TEST_CASE("what answer() and problem() return does not change while more bytes come") {
  Reader reader({});
  reader.feed(sse("x0=A y0=B."));
  REQUIRE(reader.next() == Event::grown);
  REQUIRE(reader.next() == Event::done);
  const std::string before = show(reader.answer());
  reader.feed(sse("y0=C") + std::string(3'000'000, '\n'));
  CHECK(show(reader.answer()) == before);
  CHECK(before == "cut x 0=A !cut_off");
}

TEST_CASE("a broken document never passes as whole") {
  const std::string chat = samples::document("W:x=A");
  const std::string half = samples::document("x0=B").substr(0, 60);
  std::string inside = samples::document("x0=B");
  inside.resize(inside.find("[{") + 2);
  const std::string good = "complete x 0=A:stop";
  const auto found = [](const std::string& source) { return read(source).text; };
  CHECK(found(sse("x0=A") + "data: " + inside + "\n\n" + sse("x0=C. D")) ==
        "broken; unusable x 0=A|C:stop");
  CHECK(found(sse("x0=A x0.") + "data: {\n") == "cut x 0=A:stop !cut_off");
  CHECK(found(sse("x0=A x0.") + "data: 5\n") == good);
  CHECK(found(sse("x0=A") + "data: ping\n\n" + sse("x0. D")) == good);
  for (const std::string& line : {inside, std::string("hello"), std::string("tru"),
                                  std::string("{broken]"), std::string("[broken}")}) {
    CAPTURE(line);
    CHECK(found(chat + "\n" + line + "\n" + chat + "\n") == good + "; broken; " + good);
  }
  CHECK(found(lines("x0=A x0.") + half) == "broken; cut x 0=A:stop !cut_off");
  CHECK(found(lines("x0=A") + half + "\n" + lines("x0=C.")) == "broken; unusable x 0=A|C:stop");
  CHECK(found(lines("x0=A E x0=C.")) == "refused x 0=A|C:stop !503");
  CHECK(found("[[[" + chat + "]]]").starts_with("complete"));
}

TEST_CASE("an array outlives the bytes that come after it") {
  const std::string chat = samples::document("W:x=A");
  Reader reader({});
  reader.feed("[" + chat + "," + chat + "]\n");
  CHECK(reader.next() == Event::done);
  reader.feed(std::string(3'000'000, '\n'));
  reader.finish();
  CHECK(reader.next() == Event::done);
  CHECK(reader.answer().state == logprobs::State::complete);
}

TEST_CASE("answers outlive their reader") {
  std::vector<Answer> kept;
  {
    Reader reader({.source = "a name that is too long to be kept inside of a std::string.jsonl"});
    reader.feed(lines("W:x=A W:y=B"));
    reader.finish();
    while (reader.next() == Event::done) kept.push_back(reader.answer());
  }
  REQUIRE(kept.size() == 2);
  for (const Answer& answer : kept) {
    CHECK(answer.source == "a name that is too long to be kept inside of a std::string.jsonl");
  }
  CHECK(show(kept[1]) == "complete y 0=B:stop");
}
