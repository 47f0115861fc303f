#include "read/tokens/leaked.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::read::decode_spelling;
using logprobs::read::has_leaked_mark;
using logprobs::read::Spelling;

namespace {

/// The character that GPT-2's vocabularies write for a byte.
std::string character_of(int byte) {
  const auto is_printable = [](int code) {
    return (code >= '!' && code <= '~') || (code >= 0xA1 && code <= 0xAC) || code >= 0xAE;
  };
  char32_t point = 0x100;
  for (int before = 0; before < byte; ++before) point += is_printable(before) ? 0 : 1;
  std::string out;
  logprobs::append_code_point(out, is_printable(byte) ? static_cast<char32_t>(byte) : point);
  return out;
}

struct Row {
  std::string_view text;
  std::string_view meant;
};

}  // namespace

TEST_CASE("every byte has its character in GPT-2's alphabet") {
  std::string all;
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    CHECK(decode_spelling(character_of(byte), Spelling::byte_level) ==
          std::string(1, static_cast<char>(byte)));
    all += character_of(byte);
    bytes += static_cast<char>(byte);
  }
  CHECK(decode_spelling(all, Spelling::byte_level) == bytes);
}

TEST_CASE("words of byte-level vocabularies are read") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"Hello", "Hello"},
      {"ĠHello", " Hello"},
      {"ĠĠ", "  "},
      {"Ċ", "\n"},
      {"č", "\r"},
      {"ĉ", "\t"},
      {"Ã©", "é"},
      {"ðŁĺĢ", "😀"},
      {"ðŁ", "\xF0\x9F"},
      {"ÂłŃ", "\xC2\xA0\xAD"},  // the last character of the alphabet
  }));
  CAPTURE(row.text);
  CHECK(decode_spelling(row.text, Spelling::byte_level) == row.meant);
}

TEST_CASE("what is not in GPT-2's alphabet is not written in it") {
  const std::string_view text = GENERATE(as<std::string_view>{}, " ", "a b", "\n", "\x7F", "\u00A0",
                                         "\u00AD", "ń", "日", "😀", "Ġ日", "a\xC4", "\xE6\x97");
  CAPTURE(text);
  CHECK_FALSE(decode_spelling(text, Spelling::byte_level));
}

TEST_CASE("the marks of SentencePiece are read, and other text stays") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"▁Hello", " Hello"},
      {"▁▁", "  "},
      {"a▁b", "a b"},
      {"<0x0A>", "\n"},
      {"<0xE2><0x82><0xAC>", "€"},
      {"<0xff>", "\xFF"},
      {"<|newline|>", "\n"},
      {"a<|newline|>▁b", "a\n b"},
      {"日本", "日本"},
      {"a b", "a b"},
      {"<0x0>", "<0x0>"},
      {"<0xG0>", "<0xG0>"},
      {"<0x0A", "<0x0A"},
      {"<0x0AA>", "<0x0AA>"},
      {"<|newline|", "<|newline|"},
      {"<unk>", "<unk>"},
      {"\xE2\x96", "\xE2\x96"},
  }));
  CAPTURE(row.text);
  CHECK(decode_spelling(row.text, Spelling::sentence_piece) == row.meant);
}

TEST_CASE("plain text means itself") {
  CHECK(decode_spelling("Ġ▁<0x0A>", Spelling::plain) == "Ġ▁<0x0A>");
}

TEST_CASE("marks that only a vocabulary has are found anywhere in a text") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "Ġ", "Ġa", "aĠ", "Ċ", "▁", "▁a", "a▁", "<0x0A>", "x<0xe2>",
               "<|newline|>", "<<0x00>>", "a<|newline|>b");
  CAPTURE(text);
  CHECK(has_leaked_mark(text));
}

TEST_CASE("other texts have no leaked mark") {
  const std::string_view text =
      GENERATE(as<std::string_view>{}, "", "a b", "Ã©", "Ą", "ġ", "č", "_", "▂", "<", "<s>",
               "<0x0A", "<0xG0>", "<0x0>", "0x0A", "<|im_end|>", "<|newline", "\xC4", "\xE2\x96");
  CAPTURE(text);
  CHECK_FALSE(has_leaked_mark(text));
}
