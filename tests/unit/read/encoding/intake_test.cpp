// How the text of a source reaches the framer.
#include "read/encoding/intake.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Document;
using logprobs::read::Framer;
using logprobs::read::Intake;
using namespace std::string_view_literals;

namespace {

/// The documents that are found in `source`, one a line, given `piece` bytes at a time.
std::string documents(std::string_view source, std::size_t piece, bool decodes = true) {
  Framer framer(1 << 20);
  Intake intake(framer, decodes);
  std::string found;
  const auto take = [&] {
    Document document;
    while (framer.next(document) || intake.pour()) {
      if (!document.text.empty()) found.append(document.text).append("\n");
      document = {};
    }
  };
  for (std::string_view rest = source; !rest.empty();) {
    const std::string_view next = rest.substr(0, piece);
    rest.remove_prefix(next.size());
    std::copy(next.begin(), next.end(), intake.space().begin());
    intake.filled(next.size());
    take();
  }
  intake.finish();
  take();
  CHECK(framer.ended());
  return found;
}

}  // namespace

TEST_CASE("text is plain, encoded, or encoded in what is encoded") {
  // {"a":1}, a line feed and {"b":2}, and that in UTF-16, also compressed
  const std::string_view source = GENERATE(
      as<std::string_view>{}, "{\"a\":1}\n{\"b\":2}",
      "\xFF\xFE{\0\"\0a\0\"\0:\0\x31\0}\0\n\0{\0\"\0b\0\"\0:\0\x32\0}\0"sv,
      "\x28\xB5\x2F\xFD\0\x58\x79\0\0{\"a\":1}\n{\"b\":2}"sv,
      "\x28\xB5\x2F\xFD\0\x58\x01\1\0\xFF\xFE{\0\"\0a\0\"\0:\0\x31\0}\0\n\0{\0\"\0b\0\"\0:\0\x32\0}\0"sv);
  for (std::size_t piece = 1; piece <= source.size(); ++piece) {
    CAPTURE(source, piece);
    CHECK(documents(source, piece) == "{\"a\":1}\n{\"b\":2}\n");
  }
}

TEST_CASE("encoded bytes are passed on where they are not to be decoded") {
  CHECK(documents("\xFF\xFE{\0}\0"sv, 1, false) == "\xFF\xFE{\0}\0\n"sv);
}

TEST_CASE("the front of a text is not lost while it may be an encoding's") {
  for (const std::string_view source : {"\x1F"sv, "\x1F\x8B"sv, "P*M"sv, "\xFF"sv}) {
    CAPTURE(source);
    CHECK(documents(source, 1) == std::string(source) + "\n");
  }
}
