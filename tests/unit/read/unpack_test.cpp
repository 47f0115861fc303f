#include "read/unpack.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "read/join/common_path.hpp"

using logprobs::Answer;
using logprobs::read::Candidate;
using logprobs::read::Candidates;
using logprobs::read::Claim;
using logprobs::read::Document;
using logprobs::read::Envelope;
using logprobs::read::Unpacker;

namespace {

Document document_of(std::string_view text, std::uint64_t line) {
  Document document;
  document.text = text;
  document.place = {line, 0};
  return document;
}

Envelope envelope_of(std::string_view custom_id) {
  Envelope envelope;
  envelope.custom_id = custom_id;
  return envelope;
}

/// The pieces of `text` as candidates with the paths /0, /1 ...; one that begins with a quote is a
/// string.
Candidates candidates_of(std::string_view text, const std::vector<std::string_view>& pieces,
                         Claim claim = Claim::hidden) {
  Candidates candidates;
  candidates.steps.emplace_back();
  for (const std::string_view piece : pieces) {
    const auto kind = piece.starts_with('"') ? Candidate::Kind::string : Candidate::Kind::value;
    candidates.found.push_back({kind, claim, static_cast<std::uint32_t>(candidates.steps.size()),
                                static_cast<std::uint32_t>(text.find(piece)),
                                static_cast<std::uint32_t>(piece.size())});
    candidates.steps.push_back(
        {0, static_cast<std::uint32_t>(candidates.found.size() - 1), 0, false});
  }
  return candidates;
}

/// The next document as `/0 [1] line 7 element`; with `hidden` or `body` if it need not be a
/// response; `none` if there is none.
std::string next(Unpacker& unpacker) {
  Document document;
  if (!unpacker.next(document)) return "none";
  return fmt::format("{} {} line {}{}{}{}{}", unpacker.path_of(document), document.text,
                     *document.place.line, document.element ? " element" : "",
                     document.claim == Claim::whole    ? ""
                     : document.claim == Claim::hidden ? " hidden"
                                                       : " body",
                     document.searched ? " searched " : "", document.doubt);
}

std::string custom_id(const Unpacker& unpacker) {
  Answer answer;
  unpacker.put_envelopes_into(answer);
  return answer.custom_id;
}

}  // namespace

TEST_CASE("an array is unpacked element by element") {
  Unpacker unpacker(1000);
  CHECK_FALSE(unpacker.active());
  {
    const std::string text = "[{}, [1]]";
    Candidates candidates = candidates_of(text, {"{}", "[1]"}, Claim::whole);
    unpacker.open(document_of(text, 7), candidates, envelope_of("a"));
  }  // its text is gone
  CHECK(unpacker.active());
  CHECK(next(unpacker) == "/0 {} line 7 element");
  CHECK(unpacker.item() == 2);
  CHECK(next(unpacker) == "/1 [1] line 7 element");
  CHECK(unpacker.item() == 3);
  CHECK(custom_id(unpacker) == "a");
  CHECK(next(unpacker) == "none");
  CHECK_FALSE(unpacker.close());
  CHECK_FALSE(unpacker.active());
  CHECK(custom_id(unpacker).empty());
}

TEST_CASE("a string is unpacked like a source of its own") {
  Unpacker unpacker(1000);
  const std::string text = R"(["data: {}\n\ndata: [1]\n\n", "[{\"a\":1}]", "[DONE]"])";
  Candidates candidates =
      candidates_of(text, {R"("data: {}\n\ndata: [1]\n\n")", R"("[{\"a\":1}]")", R"("[DONE]")"});
  unpacker.open(document_of(text, 3), candidates, envelope_of("a"));
  CHECK(next(unpacker) == "/0 {} line 3 element body");  // an event proves more than JSON
  CHECK(next(unpacker) == "/0 [1] line 3 element body");
  CHECK(next(unpacker) == "none");
  CHECK_FALSE(unpacker.close());
  CHECK(next(unpacker) == "/1 [{\"a\":1}] line 3 element hidden");
  CHECK(next(unpacker) == "none");
  CHECK_FALSE(unpacker.close());
  Document document;
  REQUIRE(unpacker.next(document));
  CHECK(document.kind == Document::Kind::done);
  CHECK(document.strings == 1);
}

TEST_CASE("several responses are a whole, one alone is not") {
  Unpacker unpacker(1000);
  const std::string text = "[{}, {}]";
  Candidates candidates = candidates_of(text, {"{}", "{}"});
  unpacker.open(document_of(text, 1), candidates, {});
  next(unpacker);
  unpacker.found();
  next(unpacker);
  CHECK_FALSE(unpacker.close());
  candidates = candidates_of(text, {"{}", "{}"});
  unpacker.open(document_of(text, 1), candidates, {});
  next(unpacker);
  unpacker.found();
  next(unpacker);
  unpacker.found();
  CHECK(unpacker.close());
}

TEST_CASE("a document in which nothing is found comes back, with the first doubt") {
  Unpacker unpacker(1000);
  const std::string text = R"([{}, "[{}]"])";
  const bool with_doubt = GENERATE(false, true);
  Candidates candidates = candidates_of(text, {"{}", R"("[{}]")"});
  unpacker.open(document_of(text, 1), candidates, {});
  CHECK(next(unpacker) == "/0 {} line 1 element hidden");
  Document document;
  REQUIRE(unpacker.next(document));
  if (with_doubt) {
    unpacker.doubt(document, "first");
    unpacker.doubt(document, "second");
  }
  CHECK(next(unpacker) == "none");
  unpacker.close();
  CHECK(next(unpacker) ==
        (with_doubt ? "/1 " : " ") + text + " line 1 searched " + (with_doubt ? "first" : ""));
  CHECK(next(unpacker) == "none");
}

TEST_CASE("a document in which something is found does not come back") {
  Unpacker unpacker(1000);
  const std::string text = "[{}]";
  Candidates candidates = candidates_of(text, {"{}"});
  unpacker.open(document_of(text, 1), candidates, {});
  next(unpacker);
  unpacker.found();
  CHECK(next(unpacker) == "none");
}

TEST_CASE("a document that is searched in vain again and again is given up") {
  Unpacker unpacker(1000);
  std::string text = "{";
  text.append(1 << 20, ' ');
  text += "}";
  Document document = document_of(text, 1);
  std::size_t levels = 0;
  for (; !document.searched && levels < 1000; ++levels) {
    Candidates candidates = candidates_of(document.text, {document.text});
    unpacker.open(document, candidates, {});
    while (!unpacker.next(document)) unpacker.close();
  }
  CHECK(levels == 64);
  CHECK_THAT(std::string(document.doubt), Contains("the rest was not searched"));
  CHECK(document.place.path == [] {
    std::string path;
    for (int i = 0; i < 64; ++i) path += "/0";
    return path;
  }());
}

TEST_CASE("a path is shortened to what it has in common with another") {
  struct Row {
    std::string path;
    std::string_view other;
    std::string_view common;
  };
  const Row row = GENERATE(values<Row>({
      {"", "", ""},
      {"/a", "/a", "/a"},
      {"/a", "", ""},
      {"", "/a", ""},
      {"/a/0", "/a/1", "/a"},
      {"/a/1", "/a/12", "/a"},
      {"/a/12", "/a/1", "/a"},
      {"/a/b", "/ab", ""},
      {"/a", "/a/b", "/a"},
      {"/0", "/1", ""},
  }));
  CAPTURE(row.path, row.other);
  std::string path = row.path;
  logprobs::read::keep_common(path, row.other);
  CHECK(path == row.common);
}
