#include "read/tokens/token_text.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Context;
using logprobs::read::RawText;
using logprobs::read::TokenText;

namespace {

struct Row {
  std::string_view string;  // JSON with single quotes
  std::string_view bytes;   // their array; empty: none
  std::optional<std::int64_t> id;
  std::string_view placed;
};

/// The text, `(name)` if that differs, `#id` and the notes. After a `!`, the trouble.
std::string placed(const Row& row, bool plain = false) {
  const std::string string = samples::json(row.string);
  const simdjson::padded_string bytes(row.bytes);
  Answer answer;
  answer.bytes = "before";
  Context context{answer, false, bytes};
  RawText raw{.string = string, .plain = plain, .id = row.id};
  if (!row.bytes.empty()) raw.bytes = bytes.data();
  TokenText text;
  const bool good = logprobs::read::place_text(raw, text, context);
  CHECK(answer.bytes.starts_with("before"));
  if (!good) return "!" + samples::show_trouble(context);
  logprobs::Token token;
  logprobs::read::set_text(token, text);
  CHECK(answer.view(token.shown) == answer.view(token.text));
  std::string out(answer.view(token.text));
  if (answer.view(token.name) != out) out += fmt::format("({})", answer.view(token.name));
  if (token.id) out += fmt::format("#{}", *token.id);
  if (context.notes.named_by_id) out += " by-id";
  if (context.notes.lone_surrogate) out += " lone";
  return out;
}

}  // namespace

TEST_CASE("a token's text is its string, or its bytes if they differ") {
  const Row row = GENERATE(values<Row>({
      {"'a'", "", {}, "a"},
      {"''", "", {}, ""},
      {"'a'", "", 5, "a#5"},
      {"'\\u0041\\n'", "", {}, "A\n"},
      {"'\\ud83d'", "", {}, "\xEF\xBF\xBD lone"},
      {"'a'", "[97]", {}, "a"},
      {"'a'", "[]", {}, "a"},
      {"'a'", "[98]", 5, "b(a)#5"},
      {"'\xEF\xBF\xBD'", "[240, 159]", {}, "\xF0\x9F(\xEF\xBF\xBD)"},
      {"'\\n'", "[10]", {}, "\n"},
      {"'\\n'", "[92,110]", {}, "\\n(\n)"},  // a backslash and an n
      {"'\\u00e9'", "[195,169]", {}, "é"},
      {"''", "[195]", {}, "\xC3()"},
      {"", "[97,98]", {}, "ab"},
      {"null", "[97,98]", 5, "ab#5"},
  }));
  CAPTURE(row.string, row.bytes);
  CHECK(placed(row) == row.placed);
}

TEST_CASE("strings that spell bytes mean those bytes") {
  const Row row = GENERATE(values<Row>({
      {"'bytes:\\\\xe9\\\\x80'", "", {}, "\xE9\x80(bytes:\\xe9\\x80)"},
      {"'bytes: \\\\xe9'", "", {}, "\xE9(bytes: \\xe9)"},
      {"'byte: \\\\x89'", "", {}, "\x89(byte: \\x89)"},
      {"'byte:\\\\x89'", "", {}, "\x89(byte:\\x89)"},
      {"'bytes:\\\\xE9'", "", 7, "\xE9(bytes:\\xE9)#7"},
      {"'bytes:\\\\xe9'", "[]", {}, "\xE9(bytes:\\xe9)"},
      {"'bytes:\\\\xe9'", "[98,121]", {}, "by(bytes:\\xe9)"},  // real bytes are right
      {"'bytes'", "", {}, "bytes"},
      {"'bytes:'", "", {}, "bytes:"},
      {"'bytes: '", "", {}, "bytes: "},
      {"'bytes:\\\\xe'", "", {}, "bytes:\\xe"},
      {"'bytes:\\\\xeg'", "", {}, "bytes:\\xeg"},
      {"'bytes:\\\\xe9\\\\x'", "", {}, "bytes:\\xe9\\x"},
      {"'bytes:\\\\xe9!'", "", {}, "bytes:\\xe9!"},
      {"'bytes:e9'", "", {}, "bytes:e9"},
      {"' bytes:\\\\xe9'", "", {}, " bytes:\\xe9"},
  }));
  CAPTURE(row.string, row.bytes);
  CHECK(placed(row) == row.placed);
}

TEST_CASE("strings that spell an id mean that id") {
  const Row row = GENERATE(values<Row>({
      {"'token_id:12'", "", {}, "12(token_id:12)#12 by-id"},
      {"'token_id:12'", "", 12, "12(token_id:12)#12 by-id"},
      {"'token_id:'", "", {}, "token_id:"},
      {"'token_id:x'", "", {}, "token_id:x"},
      {"'token_id:12x'", "", {}, "token_id:12x"},
      {"'token_id: 12'", "", {}, "token_id: 12"},
      {"'token_id:99999999999999999999'", "", {}, "token_id:99999999999999999999"},
      {"'token'", "", {}, "token"},
  }));
  CAPTURE(row.string);
  CHECK(placed(row) == row.placed);
}

TEST_CASE("a token that has only an id is named by it, and one without anything is an error") {
  const Row row = GENERATE(values<Row>({
      {"", "", 7, "7#7 by-id"},
      {"null", "", 7, "7#7 by-id"},
      {"null", "[]", 7, "7#7 by-id"},
      {"''", "", 7, "#7"},
      {"", "", {}, "!token is missing"},
      {"null", "", {}, "!token is null, not a string"},
      {"null", "[]", {}, "!token is null, not a string"},
      {"'a'", "[256]", {}, "!bytes[0] is not a byte (a whole number from 0 to 255)"},
      {"'\\q'", "", {}, "!syntax"},
  }));
  CAPTURE(row.string, row.bytes);
  CHECK(placed(row) == row.placed);
}

TEST_CASE("the name of an id is its digits as they were sent") {
  Answer answer;
  Context context{answer, false, ""};
  TokenText text;
  REQUIRE(logprobs::read::place_text({.string = "", .digits = "007", .id = 7}, text, context));
  CHECK(answer.view(text.text) == "007");
  CHECK(answer.view(text.name) == "007");
  CHECK(text.id == 7);
}

TEST_CASE("a string that is known to have no escapes is read the same") {
  CHECK(placed({"'abc'", "", {}, ""}, true) == "abc");
  CHECK(placed({"''", "", 3, ""}, true) == "#3");
  CHECK(placed({"'token_id:12'", "", {}, ""}, true) == "12(token_id:12)#12 by-id");
}
