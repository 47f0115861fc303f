#include "read/unpack.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"

using logprobs::Answer;
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

Envelope envelope_of(std::string_view custom_id, std::string_view text = "") {
  Envelope envelope;
  envelope.custom_id = custom_id;
  envelope.text = text;
  return envelope;
}

/// The next document as `[1] line 7 element inside`; `none` if there is none.
std::string next(Unpacker& unpacker) {
  Document document;
  if (!unpacker.next(document)) return "none";
  return fmt::format("{} line {}{}{}", document.text, *document.place.line,
                     document.element ? " element" : "", document.inside ? " inside" : "");
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
    const std::string_view view = text;
    unpacker.open_array(document_of(text, 7), {view.substr(1, 2), view.substr(5, 3)},
                        envelope_of("a"));
  }  // its text is gone
  CHECK(unpacker.active());
  CHECK(next(unpacker) == "{} line 7 element");
  CHECK(next(unpacker) == "[1] line 7 element");
  CHECK(custom_id(unpacker) == "a");
  CHECK(next(unpacker) == "none");
  CHECK(unpacker.close());
  CHECK_FALSE(unpacker.active());
  CHECK(custom_id(unpacker).empty());
}

TEST_CASE("a string is unpacked like a source of its own") {
  Unpacker unpacker(1000);
  unpacker.open_text(document_of("", 3), envelope_of("a", "data: {}\n\ndata: [1]\n\n"));
  CHECK(next(unpacker) == "{} line 3 inside");
  CHECK(next(unpacker) == "[1] line 3 inside");
  CHECK(next(unpacker) == "none");
  CHECK(unpacker.close());
}

TEST_CASE("one document alone is not a whole of several") {
  Unpacker unpacker(1000);
  unpacker.open_text(document_of("", 3), envelope_of("", "{}"));
  CHECK(next(unpacker) == "{} line 3 inside");
  CHECK(next(unpacker) == "none");
  CHECK_FALSE(unpacker.close());
  const std::string text = "[{}]";
  unpacker.open_array(document_of(text, 1), {std::string_view(text).substr(1, 2)}, {});
  CHECK(next(unpacker) == "{} line 1 element");
  CHECK_FALSE(unpacker.close());
}

TEST_CASE("a string in an array is unpacked before the next element; the inner envelope wins") {
  Unpacker unpacker(1000);
  const std::string text = "[{},{}]";
  const std::string_view view = text;
  unpacker.open_array(document_of(text, 1), {view.substr(1, 2), view.substr(4, 2)},
                      envelope_of("outer"));
  Document element;
  REQUIRE(unpacker.next(element));
  unpacker.open_text(element, envelope_of("inner", "[5]"));
  CHECK(custom_id(unpacker) == "inner");
  CHECK(next(unpacker) == "[5] line 1 element inside");
  CHECK(next(unpacker) == "none");
  CHECK_FALSE(unpacker.close());
  CHECK(custom_id(unpacker) == "outer");
  CHECK(next(unpacker) == "{} line 1 element");
}
