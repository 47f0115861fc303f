#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"

TEST_CASE("a JSON string is unescaped") {
  struct Row {
    std::string_view raw;
    std::string_view text;
    bool lone;
  };
  const Row row = GENERATE(values<Row>({
      {R"("")", "", false},
      {R"("a b")", "a b", false},
      {R"("\"\\\/")", "\"\\/", false},
      {R"("\b\f\n\r\t")", "\b\f\n\r\t", false},
      {R"("a\nb\\nc")", "a\nb\\nc", false},
      {R"("\u0041\u00e9\u00E9\u20ac")", "Aéé€", false},
      {R"("\ud83d\ude00")", "😀", false},
      {R"("\uD83D\uDE00!")", "😀!", false},
      {R"("\udbff\udfff")", "\xF4\x8F\xBF\xBF", false},
      {R"("\ud7ff\ue000\uffff")", "\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", false},
      {R"("é日😀")", "é日😀", false},
      {R"("\ud83d")", "�", true},
      {R"("\ude00")", "�", true},
      {R"("a\ud83db")", "a�b", true},
      {R"("\ud83d\n")", "�\n", true},
      {R"("\ud83d\ud83d\ude00")", "�😀", true},
      {R"("\ude00\ud83d")", "��", true},
      {R"("\ud83d\u0041")", "�A", true},
      {R"("\ud83d\\ude00")", "�\\ude00", true},
  }));
  CAPTURE(row.raw);
  std::string out = "before ";
  bool lone = false;
  CHECK(logprobs::append_unescaped(row.raw, out, lone));
  CHECK(out == "before " + std::string(row.text));
  CHECK(lone == row.lone);
}

TEST_CASE("U+0000 is a character") {
  std::string out;
  bool lone = false;
  CHECK(logprobs::append_unescaped(R"("a\u0000b")", out, lone));
  CHECK(out == std::string("a\0b", 3));
}

TEST_CASE("text that is not a JSON string is not unescaped") {
  const std::string_view raw = GENERATE(as<std::string_view>{},  //
                                        "", "\"", "a", "\"a", R"("\x41")", R"("\u12")",
                                        R"("\u12g4")", R"("\u-123")", R"("\U0041")", "\"\\\"");
  CAPTURE(raw);
  std::string out;
  bool lone = false;
  CHECK_FALSE(logprobs::append_unescaped(raw, out, lone));
}
