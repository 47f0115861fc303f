#include "read/frame/framer.hpp"

#include <fmt/format.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "read/frame/misplaced.hpp"
#include "read/frame/scan.hpp"

using logprobs::read::Document;
using logprobs::read::first_misplaced;
using logprobs::read::Framer;
using logprobs::read::is_one_value;

namespace {

using Pieces = std::vector<std::string_view>;
constexpr std::uint64_t plenty = 1000;

std::string_view word(Document::Kind kind) {
  constexpr std::string_view words[] = {"", "done ", "FOREIGN ", "BROKEN ", "CUT ", "LARGE "};
  return words[static_cast<std::size_t>(kind)];
}

/// A document as `{} 2@17`: its text, line and offset; as `{} 2+17` if the line is not its own.
std::string show(const Document& document) {
  // The 64 bytes after the text can be read: otherwise a sanitizer stops here.
  unsigned readable = 0;
  for (std::size_t i = 0; i < 64; ++i) {
    char byte = 0;
    std::memcpy(&byte, document.text.data() + document.text.size() + i, 1);
    readable += static_cast<unsigned char>(byte) & 0U;
  }
  return fmt::format("{}{} {}{}{}", word(document.kind), document.text,
                     *document.place.line + readable, document.own_line ? '@' : '+',
                     *document.place.offset);
}

bool is_json(std::string_view text) {
  return is_one_value(text) && first_misplaced(text) == text.size();
}

/// What a framer makes of the pieces, each fed when all before is used up; `; ` between documents.
std::string framed(const Pieces& pieces, std::uint64_t max_bytes, bool finish_early = false) {
  Framer framer(max_bytes);
  Document document;
  std::string out;
  const auto drain = [&] {
    while (framer.next(document)) {
      const bool asked =
          document.kind == Document::Kind::json && (document.presumed || !document.event);
      const bool wrong = asked && !is_json(document.text);
      const std::string shown = show(document);
      if (wrong && framer.not_json(document)) continue;
      out += fmt::format("{}{}{}", out.empty() ? "" : "; ", wrong ? "NO " : "", shown);
    }
  };
  for (const std::string_view piece : pieces) {
    if (!piece.empty()) std::memcpy(framer.space().data(), piece.data(), piece.size());
    framer.filled(piece.size());
    if (!(finish_early && &piece == &pieces.back())) drain();
  }
  framer.finish();
  drain();
  CHECK(framer.ended());
  return out;
}

Pieces single_bytes(std::string_view source) {
  Pieces pieces;
  for (std::size_t i = 0; i < source.size(); ++i) pieces.push_back(source.substr(i, 1));
  return pieces;
}

/// Whole, in two pieces cut anywhere, byte by byte: always the same documents.
void check_framing(std::string_view source, std::string_view expected,
                   std::uint64_t max_bytes = plenty) {
  CAPTURE(source, max_bytes);
  CHECK(framed({source}, max_bytes) == expected);
  CHECK(framed({source}, max_bytes, true) == expected);
  CHECK(framed(single_bytes(source), max_bytes) == expected);
  for (std::size_t cut = 1; cut < source.size(); ++cut) {
    CAPTURE(cut);
    const std::string parts = framed({source.substr(0, cut), source.substr(cut)}, max_bytes);
    if (parts != expected) FAIL_CHECK(parts);
  }
}

struct Row {
  std::string_view source;
  std::string_view documents;
};

struct LimitRow {
  std::uint64_t max_bytes;
  std::string_view source;
  std::string_view documents;
};

}  // namespace

TEST_CASE("the events of a stream are found") {
  const Row row = GENERATE(values<Row>({
      {"data: {}\n\ndata: [1]\n\n", "{} 1+0; [1] 3+10"},
      {"data:{}\n\ndata:[1]\n\n", "{} 1+0; [1] 3+9"},             // no space
      {"data:  {} \n\n", "{} 1+0"},                               // more spaces
      {"data: {}\r\n\r\ndata: [1]\r\n\r\n", "{} 1+0; [1] 3+12"},  // CRLF
      {"data: {}\r\rdata: [1]\r\r", "{} 1+0; [1] 3+10"},          // CR alone
      {"data:l\r\n\ndata:{}\n\r\n", "l 1+0; {} 3+9"},             // CRLF and LF
      {"data:l\r\n\nHTTP/1.1 200 OK\ndata:{}\r\n\n", "l 1+0; {} 4+25"},
      {"data: {}\ndata: [1]\n", "{} 1+0; [1] 2+9"},           // no blank lines
      {"data: {}\n\n\n\ndata: [1]\n\n", "{} 1+0; [1] 5+12"},  // more of them
      {"data: {}\n\ndata: [1]", "{} 1+0; [1] 3+10"},          // no LF at the end
      {"data: [DONE]\n\n", "done [DONE] 1+0"},
      {"data:[DONE]", "done [DONE] 1+0"},
      {"data:   [DONE]  \r\n\r\n", "done [DONE] 1+0"},
      {"data: {\ndata: }\n\n", "{\n} 1+0"},  // several data lines
      {"data: {\ndata:\ndata: }\n\n", "{\n\n} 1+0"},
      {"data: {\r\ndata: }\r\n\r\ndata: 1\n\n", "{\n} 1+0; 1 4+20"},
      {"data: {\ndata: }", "{\n} 1+0"},
      {"data: 12\n\n", "12 1+0"},  // a word ends with its event
      {"data: true", "true 1+0"},
      {"data: no\n\n", "no 1+0"},                  // for the decoder to judge
      {"data: {\n\ndata: }\n\n", "{ 1+0; } 3+9"},  // the blank line ends it
      {"data: {\"a\":\"}\n\ndata: {}\n\n", "{\"a\":\"} 1+0; {} 3+15"},
      {"event: x\ndata: {}\n\n", "{} 1+0"},                      // the place is the event's
      {": hi\n\ndata: {}\n\n", "{} 3+6"},                        // a comment
      {":\ndata: {}\n\n", "{} 2+2"},                             // is not part of an event
      {"data:\n\ndata: {}\n\n", "{} 3+7"},                       // says nothing
      {"data: {}\nid: 3\n\ndata: [1]\n\n", "{} 1+0; [1] 4+16"},  // a field after the data

      {"\xEF\xBB\xBFid: 1\ndata: {}\n\n", "{} 1+3"},  // BOM
      {"\n \r\ndata: {}\n\n", "{} 3+4"},              // blank lines in front
      {"HTTP/2 200\r\na: b\r\n\r\ndata: {}\n\n", "{} 4+20"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("a stream that ends inside a line was cut") {
  const Row row = GENERATE(values<Row>({
      {"data: {", "CUT { 1+0"},
      {"data: {}\n\ndata: {\"a", "{} 1+0; CUT {\"a 3+10"},
      {"data: {}\n\ndat", "{} 1+0; CUT dat 3+10"},
      {"data: {}\n\ndata:", "{} 1+0; CUT  3+10"},
      {"data: {}\n\n: hel", "{} 1+0; CUT : hel 3+10"},
      {"data: {}\n\nevent: x", "{} 1+0; CUT event: x 3+10"},
      {"data: {\n", "CUT { 1+0"},
      {"data: {}\n\ndata: [1,\ndata: 2\n", "{} 1+0; CUT [1,\n2 3+10"},
      {"data: {}\n", "{} 1+0"},
      {"data: {}\nda", "{} 1+0; CUT da 2+9"},
      {"event: x\ndata: {}\n\neve", "{} 1+0; CUT eve 4+19"},
      {"data: {}\n\r", "{} 1+0"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("JSON Lines are found line by line") {
  const Row row = GENERATE(values<Row>({
      {"{}\n", "{} 1@0"},
      {"{}", "{} 1@0"},
      {"{}\n[1]\n", "{} 1@0; [1] 2@3"},
      {"{}\n[1]", "{} 1@0; [1] 2@3"},             // the last has no LF
      {"{}\n\n \r\n[1]\n\n", "{} 1@0; [1] 4@7"},  // blank lines count
      {"{}\r\n[1]\r\n", "{} 1@0; [1] 2@4"},
      {"\n\n{}\n[1]\n", "{} 3@2; [1] 4@5"},
      {"  {}  \n [1]\n", "{} 1@0; [1] 2@7"},  // spaces are not part of it
      {"1\n\"a\\\"\"\ntrue\nnull\n-1\n", "1 1@0; \"a\\\"\" 2@2; true 3@8; null 4@13; -1 5@18"},
      {"{}\n[DONE]\n", "{} 1@0; done [DONE] 2@3"},
      {"{\"a\":\"}{\\\"\"}\n{}\n", "{\"a\":\"}{\\\"\"} 1@0; {} 2@13"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("values on several lines, and several on one, are found") {
  const Row row = GENERATE(values<Row>({
      {"{\n}\n", "{\n} 1+0"},
      {"\r\n  {\r\n}\r\n", "{\r\n} 2+4"},
      {"{\n}\n{\n}\n\n[\n1]\n", "{\n} 1+0; {\n} 3+4; [\n1] 6+9"},
      {"{\n}[\n1]{", "{\n} 1+0; [\n1] 2+3; CUT { 3+7"},
      {"{}{}", "{} 1+0; {} 1+2"},
      {"{} {}\n[1]", "{} 1+0; {} 1+3; [1] 2@6"},
      {"[{},{}]{}[DONE]", "[{},{}] 1+0; {} 1+7; done [DONE] 1+9"},
      {"[DONE]{}", "done [DONE] 1+0; {} 1+6"},
      {"[\n1] \"a\"", "[\n1] 1+0; \"a\" 2+5"},
      {"{}\r{}", "{} 1+0; {} 1+3"},
      {"{\"a\":\n\"}\\\\\"}", "{\"a\":\n\"}\\\\\"} 1+0"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("items of all kinds follow one another") {
  const Row row = GENERATE(values<Row>({
      {"{}\ndata: {}\n[1]\n", "{} 1@0; {} 2+3; [1] 3@12"},
      {"data: {}\n\n{\n}\ndata: 1\n", "{} 1+0; {\n} 3+10; 1 5+14"},
      {"data: {}\r\n\r\n{}\r\ndata: 1\r\r", "{} 1+0; {} 3@12; 1 4+16"},
      {"data: {}\n[1]\n{}\n", "{} 1+0; [1] 2@9; {} 3@13"},
      {"data: [1,\n{}\n", "[1, 1+0; {} 2@10"},  // its data does not go on
      {"{}data: {}", "{} 1+0; {} 1+2"},         // one file after another that has no last LF
      {"data: {}{}\n", "{} 1+0; {} 1+8"},
      {"data: [DONE]data: {}\n", "done [DONE] 1+0; {} 1+12"},
      {"data: {}HTTP/1.1 200 OK\n\n{}", "{} 1+0; {} 3@25"},
      {"{}HTTP/1.1 200 OK\r\na: b\r\n\r\n[1]", "{} 1+0; [1] 4@27"},
      {"{}\xEF\xBB\xBF{}\n", "{} 1+0; {} 1+5"},
      {"{}\n\xEF\xBB\xBF{}\n", "{} 1@0; {} 2@6"},
      {"\xEF\xBB\xBF\xEF\xBB\xBF"
       "data: {}\n",
       "{} 1+6"},
      {"\xEF\xBB\xBF{\n}\n", "{\n} 1+3"},
      {"HTTP/2 200\na: b\n\n{\n}", "{\n} 4+17"},
      {"HTTP/2 200\na: b\n{}\n", "{} 3@16"},  // the blank line is missing
      {"HTTP/2 200\ndate: b\ndata: {}\n", "{} 3+19"},
      {"HTTP/1.1 200 OK\r\nx: y\r\n\r\n{}\n[1]\n", "{} 4@25; [1] 5@28"},
      {"HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nx: y\n\n{}\n", "{} 6@45"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("a foreign line costs itself alone") {
  const Row row = GENERATE(values<Row>({
      {"hello\nworld\n", "FOREIGN hello 1@0; FOREIGN world 2@6"},
      {"hello\n{}\n", "FOREIGN hello 1@0; {} 2@6"},
      {"{}\nno\n{}\n", "{} 1@0; FOREIGN no 2@3; {} 3@6"},
      {"{}\n}\n,\n{}\n", "{} 1@0; FOREIGN } 2@3; FOREIGN , 3@5; {} 4@7"},
      {"{} x\n{}\n", "{} 1+0; FOREIGN x 1+3; {} 2@5"},
      {"{\n}, 1\n{}\n", "{\n} 1+0; FOREIGN , 1 2+3; {} 3@7"},
      {"data: {}\n\nunknown: 1\nid\n\ndata: 1\n\n",
       "{} 1+0; FOREIGN unknown: 1 3@10; FOREIGN id 4@21; 1 6+25"},
      {"dat", "FOREIGN dat 1@0"},
      {"HTTP", "FOREIGN HTTP 1@0"},
      {"\xEF\xBB", "FOREIGN \xEF\xBB 1@0"},
      {"7 8\n", "FOREIGN 7 8 1@0"},
      {"e\n", "FOREIGN e 1@0"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("text before a value or an event in its line is passed over") {
  const Row row = GENERATE(values<Row>({
      {"10:00 INFO {}\n10:01 INFO [1]\n", "{} 1@0; [1] 2@14"},
      {"[10:00] INFO {}\n", "{} 1@0"},
      {"[INFO] {\"a\":1} x\n{}\n", "NO [INFO] 1+0; {} 2@17"},
      {"[1] {}\n", "[1] 1+0; {} 1+4"},  // a value, and another
      {"a | data: {}\na | \na | id: 7\na | data: [1,\na | data: 2]\n", "{} 1+0; [1,\n2] 3+18"},
      {"a | data: {}\nb\nc | {}\n", "{} 1+0; FOREIGN b 2@13; {} 3@15"},
      {"{\"a\": \"b\", 7 {}\n{}\n", "BROKEN {\"a\": \"b\", 7 {} 1+0; {} 2@16"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("a broken value costs its line") {
  const Row row = GENERATE(values<Row>({
      {"{}\n{\"a\" 1}\n{}\n", "{} 1@0; NO {\"a\" 1} 2@3; {} 3@11"},
      {"{\"a\n{}\n", "BROKEN {\"a 1+0; {} 2@4"},  // cut off in a string
      {"{\"a\nhi\n\"b\"\n", "BROKEN {\"a 1+0; FOREIGN hi 2@4; \"b\" 3@7"},
      {"[1\nhi\n", "BROKEN [1 1+0; FOREIGN hi 2@3"},
      {"{}\n{\"a\n{}\n", "{} 1@0; BROKEN {\"a 2+3; {} 3@7"},
      {"{\"a\": 1\n{}\n{}\n", "BROKEN {\"a\": 1 1+0; {} 2@8; {} 3@11"},
      {"[1,\n{}\n{}\n", "BROKEN [1, 1+0; {} 2@4; {} 3@7"},  // the second line might belong to it
      {"[1,\n{}\n", "CUT [1, 1+0; {} 2@4"},
      {"[\n[\n[\n{}\n", "CUT [ 1+0; CUT [ 2+2; CUT [ 3+4; {} 4@6"},
      {"[\n{},\n{},\n[\n", "CUT [ 1+0; {} 2+2; {} 3+6; CUT [ 4+10"},
      {"[1,\n{\n}\n{\n}\n", "BROKEN [1, 1+0; {\n} 2+4; {\n} 4+8"},
      {"[1,\n\ndata: 1\n", "BROKEN [1, 1+0; 1 3+5"},
      {"[1,\nHTTP/1.1 200\n\n{}\n", "BROKEN [1, 1+0; {} 4@18"},
      {"{\n", "CUT { 1+0"},
      {"{\n} [", "{\n} 1+0; CUT [ 2+4"},
      {"{\"a\":1}}\n{}", "{\"a\":1} 1+0; FOREIGN } 1+7; {} 2@9"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("a broken value of several lines costs the lines up to the next that begins an item") {
  const Row row = GENERATE(values<Row>({
      {"{\n \"a\n 1\",\n \"b\": {\n },\n}\n{}\n", "BROKEN {\n \"a\n 1+0; {} 7@25"},
      {"{\n \"a\" 1\n}\n{}\n", "NO {\n \"a\" 1\n} 1+0; {} 4@11"},
      {"{\n \"a\": {}\n \"b\": {}\n}\ndata: 1\n", "BROKEN {\n \"a\": {}\n 1+0; 1 5+22"},
      {"{\n a: {\n }\n}\nINFO {}\n", "BROKEN { 1+0; {} 5@13"},
      {"{\n 'a': 1,\n}\n\xEF\xBB\xBF{}\n", "BROKEN { 1+0; {} 4@16"},
      {"{\n \"a\": 1\nno\n}\n65\n{}\n", "BROKEN {\n \"a\": 1\n 1+0; {} 6@18"},
  }));
  check_framing(row.source, row.documents);
}

TEST_CASE("a document says whether it is a stream's event") {
  for (const std::string_view source :
       {"data: {}\n\n", ": hi\ndata: [DONE]\n", "data: {", "{}\n", "{}"}) {
    Framer framer(plenty);
    Document document;
    std::memcpy(framer.space().data(), source.data(), source.size());
    framer.filled(source.size());
    framer.finish();
    CAPTURE(source);
    REQUIRE(framer.next(document));
    CHECK(document.event == (source.front() != '{'));
  }
}

TEST_CASE("a source with white space and headers alone has no documents") {
  const std::string_view source = GENERATE(
      as<std::string_view>{}, "", " ", "\n", "\r\n \t\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n",
      "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\nx: y");
  check_framing(source, "");
  Framer framer(plenty);
  Document document;
  if (!source.empty()) std::memcpy(framer.space().data(), source.data(), source.size());
  framer.filled(source.size());
  framer.finish();
  CHECK_FALSE(framer.next(document));
  CHECK(framer.was_blank());
}

TEST_CASE("what is too long is named and skipped") {
  const LimitRow row = GENERATE(values<LimitRow>({
      {8, "{}\n[123456789]\n[1]\n", "{} 1@0; LARGE [12345678 2+3; [1] 3@15"},
      {8, "{}\n[123456789]", "{} 1@0; LARGE [12345678 2+3"},
      {8, "{}\n[123456]\n[1]\n", "{} 1@0; [123456] 2@3; [1] 3@12"},  // just fits
      {8, "[1,\n345]\n", "[1,\n345] 1+0"},
      {8, "[1,\n3456]", "LARGE [1,\n3456] 1+0"},
      {8, "[1\n][1\n,3456789]\n{}\n", "[1\n] 1+0; LARGE [1\n,34567 2+4; {} 4@17"},
      {8, "[123456789", "LARGE [12345678 1+0"},
      {8, "hello world\n{}\n", "LARGE hello wor 1+0; {} 2@12"},
      {8, "[1][2][3][4]\n{}\n", "LARGE [1][2][3] 1+0; {} 2@13"},  // it is the line that counts
      {16, "data: 1\n\ndata: [1,2,3,4,5,6,7,8", "1 1+0; LARGE data: [1,2,3,4,5, 3+9"},
      {16, "data: [2,3,4,5\ndata: 2,3,4,5,\n\ndata: 1\n\n", "LARGE [2,3,4,5\n2,3,4,5, 1+0; 1 4+31"},
  }));
  check_framing(row.source, row.documents, row.max_bytes);
}

TEST_CASE("after a pause a whole value is given before its line ends") {
  Framer framer(plenty);
  Document document;
  framer.feed("{\"a\": 1}");
  CHECK_FALSE(framer.next(document));
  framer.hurry();
  REQUIRE(framer.next(document));
  CHECK(show(document) == "{\"a\": 1} 1@0");
  CHECK_FALSE(framer.next(document));
  framer.feed("\n{\"b\":");
  framer.hurry();
  CHECK_FALSE(framer.next(document));
  framer.feed(" [2]}\n");
  REQUIRE(framer.next(document));
  CHECK(document.text == "{\"b\": [2]}");
  framer.feed("data: 3");
  framer.hurry();
  CHECK_FALSE(framer.next(document));
}

TEST_CASE("a source of many blocks is cut into all its lines") {
  std::string source;
  std::string expected;
  for (int i = 0; source.size() < 3'000'000; ++i) {
    const std::string line =
        fmt::format("[{},\"{}\"]", i, std::string(static_cast<std::size_t>(i) % 900, 'x'));
    expected += fmt::format("{}{} {}@{}", expected.empty() ? "" : "; ", line, i + 1, source.size());
    source += line + "\n";
  }
  for (const std::size_t size : {std::size_t{64} << 10, std::size_t{4093}}) {
    Pieces pieces;
    for (std::string_view rest = source; !rest.empty();
         rest.remove_prefix(std::min(size, rest.size()))) {
      pieces.push_back(rest.substr(0, size));
    }
    CHECK(framed(pieces, plenty) == expected);
  }
}
