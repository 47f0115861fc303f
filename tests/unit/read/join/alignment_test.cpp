#include "read/join/alignment.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::read::Alignment;

namespace {

/// What a stream sends at a time: a piece of the message, and tokens, each after a `|`.
struct Part {
  std::string_view message;
  std::string_view tokens;
};

/// The first of several tokens; a `|` of "<|end|>" belongs to it.
std::string_view first_token(std::string_view tokens) {
  std::size_t end = tokens.find('|');
  while (end < tokens.size() &&
         ((end > 0 && tokens[end - 1] == '<') || tokens.substr(end + 1).starts_with('>'))) {
    end = tokens.find('|', end + 1);
  }
  return tokens.substr(0, end);
}

/// A choice whose tokens are aligned with its message as both come.
struct Stream {
  Stream() { answer.choices.emplace_back(); }

  Choice& choice() { return answer.choices[0]; }

  void add(const Part& part) {
    alignment.add_message(part.message);
    for (std::string_view rest = part.tokens; !rest.empty();) {
      rest.remove_prefix(1);
      const std::string_view text = first_token(rest);
      choice().tokens.push_back(samples::make_token(answer, {text}, {}));
      rest.remove_prefix(text.size());
    }
  }
  /// Takes a part; gives what people see then.
  std::string take(const Part& part) {
    alignment.release(choice());
    add(part);
    alignment.advance(answer, choice(), false);
    return shown();
  }
  std::string end() {
    alignment.release(choice());
    alignment.advance(answer, choice(), true);
    return shown();
  }
  std::string shown() {
    std::string out;
    for (const logprobs::Token& token : choice().tokens) {
      out += '|';
      out += answer.view(token.shown);
    }
    return out;
  }
  /// A line each.
  std::string warnings() {
    std::string out;
    for (const std::string& warning : alignment.warnings()) {
      out += (out.empty() ? "" : "\n") + warning;
    }
    const std::string parting = alignment.parting(answer, choice());
    return out + (out.empty() || parting.empty() ? "" : "\n") + parting;
  }

  Answer answer;
  Alignment alignment{};
};

struct Row {
  std::string_view message;
  std::string_view tokens;
  std::string_view shown;
};

/// The row's tokens aligned with all of its message.
Stream whole(const Row& row) {
  Stream stream;
  stream.add({row.message, row.tokens});
  stream.end();
  return stream;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

constexpr std::string_view parted = "the tokens joined are not the message's text: they part at ";
constexpr std::string_view goes_on =
    "the tokens joined are not the message's text: after the last token the message goes on with ";
constexpr std::string_view taken =
    "the text of one token was lost by the server; it is taken from the message";
constexpr std::string_view in_place =
    "the text of one token was lost by the server; U+FFFD stands in its place";
constexpr std::string_view byte_level_marks =
    "tokens were sent with the marks of their vocabulary (Ġ); the message's text is shown";
constexpr std::string_view sentence_piece_marks =
    "tokens were sent with the marks of their vocabulary (▁); the message's text is shown";

}  // namespace

TEST_CASE("tokens that are the message's text are shown as they were sent, without a warning") {
  const Row row = GENERATE(values<Row>({
      {"Hi there", "|Hi| there", "|Hi| there"},
      {"Hi", "||Hi|", "||Hi|"},
      {"é", "|\xC3|\xA9", "|\xC3|\xA9"},
      {"a�b", "|a|�|b", "|a|�|b"},  // the model's own
      {"Ġa", "|Ġ|a", "|Ġ|a"},
      {"a▁b<0x0A>", "|a|▁|b|<0x0A>", "|a|▁|b|<0x0A>"},
      {"<p>", "|<p>", "|<p>"},
      {"Hi", "", ""},
  }));
  CAPTURE(row.message, row.tokens);
  Stream stream = whole(row);
  CHECK(stream.shown() == row.shown);
  CHECK(stream.warnings().empty());
  const auto tokens = std::count(row.tokens.begin(), row.tokens.end(), '|');
  CHECK(stream.alignment.matched() == static_cast<std::size_t>(tokens));
}

TEST_CASE("tokens without a message are shown as they were sent") {
  Stream stream = whole({"", "|Ġa|<0x0A>|b| c", ""});
  CHECK(stream.shown() == "|Ġa|<0x0A>|b| c");
  CHECK(stream.warnings().empty());
  CHECK(stream.alignment.matched() == 0);
  Stream lossy = whole({"", "|a|�|b", ""});
  CHECK(lossy.shown() == "|a|�|b");
  CHECK(lossy.warnings() == in_place);
}

TEST_CASE("half characters that only the message lost agree with it") {
  const Row row = GENERATE(values<Row>({
      {"a�b", "|a|\xF0\x9F|b", "|a|\xF0\x9F|b"},
      {"��", "|\xE2\x82|\xAC", "|\xE2\x82|\xAC"},
      {"x�y", "|x\xC3y", "|x\xC3y"},
      {"a�", "|a|\xF0\x9F|\x98", "|a|\xF0\x9F|\x98"},
      {"a�b", "|a|\xF0|\x9F|\x98|b", "|a|\xF0|\x9F|\x98|b"},
      {"�b�c", "|\xE2|\x82|b|\xE2|\x82|c", "|\xE2|\x82|b|\xE2|\x82|c"},
      {"é�", "|\xC3|\xA9\xE2", "|\xC3|\xA9\xE2"},
      {"a�", "|a|\xEF", "|a|\xEF"},
      {"a�b", "|a|\xEF|\xBC|b", "|a|\xEF|\xBC|b"},
      {"���", "|\xEF|\xBF|\xA5", "|\xEF|\xBF|\xA5"},
      {"a�b", "|a|\xEF|\xBF|\xBD|b", "|a|\xEF|\xBF|\xBD|b"},
  }));
  CAPTURE(row.message);
  Stream stream = whole(row);
  CHECK(stream.shown() == row.shown);
  CHECK(stream.warnings().empty());
}

TEST_CASE("the text of a lost token is what the message has up to the next known one") {
  const Row row = GENERATE(values<Row>({
      {"a😀b", "|a|�|b", "|a|😀|b"},
      {"a😀b", "|a|���|b", "|a|😀|b"},
      {"aéöb", "|a|�|b", "|a|éö|b"},
      {"aéb", "|a||b", "|a|é|b"},
      {"aéöb", "|a|�|ö|b", "|a|é|ö|b"},
      {"aéé", "|a|�|é", "|a|é|é"},
      {"a é!b", "|a| �!|b", "|a| é!|b"},
      {"xéöy", "|x|é�|y", "|x|éö|y"},
      {"aéxöb", "|a|�x�|b", "|a|éxö|b"},
      {"éb", "|�|b", "|é|b"},
      {"aé", "|a|�", "|a|é"},
      {"aé<e>b", "|a|�|<e>|b", "|a|é|<e>|b"},
  }));
  CAPTURE(row.message, row.tokens);
  Stream stream = whole(row);
  CHECK(stream.shown() == row.shown);
  CHECK(stream.warnings() == taken);
}

TEST_CASE("lost tokens in a row share the message's bytes evenly") {
  struct Shared {
    std::string_view message;
    std::string_view tokens;
    std::string_view shown;
    std::string_view count;
  };
  const Shared row = GENERATE(values<Shared>({
      {"aéb", "|a|�|�|b", "|a|\xC3|\xA9|b", "2 tokens"},
      {"a😀b", "|a|�|�|b", "|a|\xF0\x9F|\x98\x80|b", "2 tokens"},
      {"a€b", "|a||�||b", "|a|\xE2|\x82|\xAC|b", "3 tokens"},
      {"a😀b", "|a|�|�|�|b", "|a|\xF0|\x9F|\x98\x80|b", "3 tokens"},
      {"é😀", "|�|�|�", "|\xC3\xA9|\xF0\x9F|\x98\x80", "3 tokens"},
      {"é 😀", "|�| �|�", "|é| \xF0\x9F|\x98\x80", "3 tokens"},
  }));
  CAPTURE(row.message, row.tokens);
  Stream stream = whole({row.message, row.tokens, ""});
  CHECK(stream.shown() == row.shown);
  CHECK(stream.warnings() == fmt::format("the text of {} was lost by the server; it is taken from "
                                         "the message",
                                         row.count));
}

TEST_CASE("a lost text that the message does not have stays U+FFFD") {
  Stream stream = whole({"aXb", "|a|�|b|�", ""});  // X is ASCII: it is never lost
  CHECK(stream.shown() == "|a|�|b|�");
  CHECK(stream.warnings() ==
        fmt::format("the text of 2 tokens was lost by the server; U+FFFD stands in its "
                    "place\n{}token 1, “�”, where the message has “Xb”",
                    parted));
  Stream cut = whole({"a", "|a|�", ""});
  CHECK(cut.shown() == "|a|�");
  CHECK(cut.warnings() ==
        fmt::format("{}\n{}token 1, “�”, where the message ends", in_place, parted));
}

TEST_CASE("lost tokens are held until the message has their text") {
  Stream stream;
  CHECK(stream.take({"a", "|a|�"}) == "|a");
  CHECK(stream.take({"", "|�"}) == "|a");
  CHECK(stream.take({"", "|b"}) == "|a");
  CHECK(stream.take({"é", ""}) == "|a");
  CHECK(stream.take({"bc", "|c"}) == "|a|\xC3|\xA9|b|c");
  CHECK(stream.take({"", "||d"}) == "|a|\xC3|\xA9|b|c");
  CHECK(stream.take({"d", ""}) == "|a|\xC3|\xA9|b|c||d");
  CHECK(stream.end() == "|a|\xC3|\xA9|b|c||d");
  CHECK(stream.warnings() ==
        "the text of 2 tokens was lost by the server; it is taken from the message");
}

TEST_CASE("plain tokens are shown before the message that has them") {
  Stream stream;
  CHECK(stream.take({"", "|Hi"}) == "|Hi");
  CHECK(stream.take({"H", "| there"}) == "|Hi| there");
  CHECK(stream.take({"i the", ""}) == "|Hi| there");
  CHECK(stream.take({"re", ""}) == "|Hi| there");
  CHECK(stream.end() == "|Hi| there");
  CHECK(stream.warnings().empty());
}

TEST_CASE("at most 16 tokens are held") {
  const std::string lost = repeated("|�", 16);
  Stream stream;
  CHECK(stream.take({"a", "|a" + lost}) == "|a");
  SECTION("they are shown when the message comes") {
    const std::string bytes = repeated("|\xC3|\xA9", 8);
    CHECK(stream.take({repeated("é", 8) + "b", "|b"}) == "|a" + bytes + "|b");
    CHECK(stream.end() == "|a" + bytes + "|b");
    CHECK(stream.warnings() ==
          "the text of 16 tokens was lost by the server; it is taken from the message");
  }
  SECTION("what was shown for being too much stays as it was") {
    CHECK(stream.take({"", "|b"}) == "|a" + lost + "|b");
    CHECK(stream.take({repeated("é", 8) + "b", ""}) == "|a" + lost + "|b");
    CHECK(stream.take({"ö", "|�"}) == "|a" + lost + "|b");
    CHECK(stream.end() == "|a" + lost + "|b|ö");
    CHECK(
        stream.warnings() ==
        fmt::format("{}\nthe text of 16 tokens was lost by the server; U+FFFD stands in its place",
                    taken));
  }
}

TEST_CASE("leaked marks that the message proves are not shown") {
  struct Proven {
    std::string_view message;
    std::string_view tokens;
    std::string_view shown;
    std::string_view warning;
  };
  const Proven row = GENERATE(values<Proven>({
      {"Hello world", "|Hello|Ġworld", "|Hello| world", byte_level_marks},
      {"Hello world", "|ĠHello|Ġworld", "|Hello| world", byte_level_marks},  // stripped
      {"a\n\nb", "|a|ĊĊ|b", "|a|\n\n|b", byte_level_marks},
      {"é", "|Ã©", "|é", byte_level_marks},
      {"😀", "|ðŁ|ĺĢ", "|\xF0\x9F|\x98\x80", byte_level_marks},
      {"Hello world", "|▁Hello|▁world", "|Hello| world", sentence_piece_marks},
      {" Hello", "|▁Hello", "| Hello", sentence_piece_marks},
      {"€", "|<0xE2>|<0x82>|<0xAC>", "|\xE2|\x82|\xAC", sentence_piece_marks},
      {"a\nb", "|a|<|newline|>|▁b", "|a|\n|b", sentence_piece_marks},
      {"a b日本", "|a|▁b|日|本", "|a| b|日|本", sentence_piece_marks},
  }));
  CAPTURE(row.message, row.tokens);
  Stream stream = whole({row.message, row.tokens, ""});
  CHECK(stream.shown() == row.shown);
  CHECK(stream.warnings() == row.warning);
}

TEST_CASE("only what is shown of a token with a leaked mark changes; its alternatives follow") {
  Stream stream;
  stream.alignment.add_message(" a");
  stream.choice().tokens.push_back(
      samples::make_token(stream.answer, {"Ġa", -0.5}, {{"Ġa", -0.5}, {"Ċ", -2}, {"日", -3}}));
  CHECK(stream.end() == "| a");
  const logprobs::Token& token = stream.choice().tokens[0];
  CHECK(samples::show_token(stream.answer, token) == "Ġa@-0.5[Ġa@-0.5 Ċ@-2 日@-3]");
  std::string shown;
  for (const auto* entry = stream.answer.begin(token); entry != stream.answer.end(token); ++entry) {
    shown += '|';
    shown += stream.answer.view(entry->shown);
  }
  CHECK(shown == "| a|\n|日");  // no byte has the last one's mark
}

TEST_CASE("leaked marks that the message does not prove are shown as they were sent") {
  Stream stream = whole({"bar", "|Ġfoo", ""});
  CHECK(stream.shown() == "|Ġfoo");
  CHECK(stream.warnings() == fmt::format("{}token 0, “Ġfoo”, where the message has “bar”", parted));
  Stream later = whole({" a日", "|Ġa|日", ""});  // not in the alphabet of the first
  CHECK(later.shown() == "| a|日");
  CHECK(later.warnings() ==
        fmt::format("{}\n{}token 1, “日”, where the message has “日”", byte_level_marks, parted));
}

TEST_CASE("tokens with leaked marks are held until the message proves them") {
  Stream stream;
  CHECK(stream.take({"", "|Ġa"}).empty());
  CHECK(stream.take({"", "|b"}).empty());
  CHECK(stream.take({" ab", ""}) == "| a|b");
  CHECK(stream.take({" c", "|Ġc"}) == "| a|b| c");
  CHECK(stream.end() == "| a|b| c");
  CHECK(stream.warnings() == byte_level_marks);
}

TEST_CASE("markup and white space that the message leaves out are skipped") {
  const Row row = GENERATE(values<Row>({
      {"Hi é", "|<think>|Hi| �", "token 0, “<think>”, where the message has “Hi é”"},
      {"Hi é", "|\n\n|Hi| �", "token 0, “\n\n”, where the message has “Hi é”"},
      {"Hi é", "|Hi| �|<|im_end|>", "token 2, “<|im_end|>”, where the message ends"},
      {"Hi é", "|Hi|<s>| �|</s>", "token 1, “<s>”, where the message has “ é”"},  // the first
      {"éb", "|�|<e>|b", "token 1, “<e>”, where the message has “b”"},
  }));
  CAPTURE(row.tokens);
  Stream stream = whole(row);
  CHECK(stream.shown().find("�") == std::string::npos);
  CHECK(stream.warnings() == fmt::format("{}\n{}{}", taken, parted, row.shown));
}

TEST_CASE("markup that the message leaves out is not shown") {
  const Row row = GENERATE(values<Row>({
      {"Hi you", "|Hi| you|<|im_end|>", "|Hi| you|"},
      {"Hi you", "|<s>|Hi|<x>| you|</s>|\n", "||Hi|| you||"},
      {"Hi <b>", "|Hi |<b>|</s>", "|Hi |<b>|"},
      // Where the tokens part from the message, nothing proves that it leaves anything out.
      {"Hi you", "|Hi|<x>| all", "|Hi|<x>| all"},
      {"Hi you all", "|Hi|<x>| you|<y>|<z>| two", "|Hi|| you|<y>|<z>| two"},
      {"", "|</s>", "|</s>"},
  }));
  CAPTURE(row.message, row.tokens);
  CHECK(whole(row).shown() == row.shown);
}

TEST_CASE("markup is held until the message shows whether it has it") {
  Stream stream;
  CHECK(stream.take({"Hi", "|Hi"}) == "|Hi");
  CHECK(stream.take({"", "|<x>"}) == "|Hi");
  CHECK(stream.take({" you", "| you"}) == "|Hi|| you");
  CHECK(stream.take({"", "|<b>"}) == "|Hi|| you");
  CHECK(stream.take({"<b>", ""}) == "|Hi|| you|<b>");
  CHECK(stream.take({"", "|</s>"}) == "|Hi|| you|<b>");
  CHECK(stream.end() == "|Hi|| you|<b>|");
  Stream silent;  // its message may come last, or never
  CHECK(silent.take({"", "|Hi|<x>"}) == "|Hi|<x>");
}

TEST_CASE("a message may begin with a prefill that has no tokens") {
  const Row row = GENERATE(values<Row>({
      {"The lake is Bled.", "| Bled|.", "| Bled|."},
      {"The lake is Bled.", "| Bled|.|</s>|</s>", "| Bled|.||"},
      {"List:\n- a", "|\n|-| a", "|\n|-| a"},
  }));
  CAPTURE(row.tokens);
  Stream stream = whole(row);
  CHECK(stream.shown() == row.shown);
  CHECK((stream.warnings().empty() || stream.warnings().find("</s>") != std::string::npos));
  CHECK(stream.alignment.agrees());
  Stream parts;
  CHECK(parts.take({"The lake is", ""}).empty());
  CHECK(parts.take({" Bl", "| Bl"}) == "| Bl");
  CHECK(parts.take({"ed", "|ed"}) == "| Bl|ed");
  CHECK(parts.end() == "| Bl|ed");
  CHECK(parts.warnings().empty());
}

TEST_CASE("a message that does not end with the tokens is no prefill and its continuation") {
  Stream stream = whole({"The lake is Bled.", "| Bled", ""});
  CHECK(stream.warnings() ==
        fmt::format("{}token 0, “ Bled”, where the message has “The lake is Bled.”", parted));
}

TEST_CASE("a space that a token lost is taken from the message") {
  Stream stream = whole({"Hi there you", "|Hi|there| you", ""});
  CHECK(stream.shown() == "|Hi| there| you");
  CHECK(stream.warnings() == taken);
  Stream parts;
  CHECK(parts.take({"Hi", "|Hi"}) == "|Hi");
  CHECK(parts.take({" there", "|there"}) == "|Hi| there");
  CHECK(parts.end() == "|Hi| there");
  CHECK(parts.warnings() == taken);
}

TEST_CASE("a message without its first space agrees with the tokens") {
  Stream stream = whole({"Hi thereé", "| Hi| there|�", ""});
  CHECK(stream.shown() == "| Hi| there|é");
  CHECK(stream.alignment.matched() == 3);
  CHECK(stream.warnings() ==
        fmt::format("{}\n{}token 0, “ Hi”, where the message has “Hi thereé”", taken, parted));
}

TEST_CASE("after tokens and message part for good, tokens are shown as they were sent") {
  Stream stream = whole({"Hello Bob", "|Hello| Al|Ġx|<s>|�", ""});
  CHECK(stream.shown() == "|Hello| Al|Ġx|<s>|�");
  CHECK(stream.alignment.matched() == 1);
  CHECK(stream.warnings() ==
        fmt::format("{}\n{}token 1, “ Al”, where the message has “ Bob”", in_place, parted));
  Stream parts;
  CHECK(parts.take({"Hello Bob", "|Hello| Al|�"}) == "|Hello| Al|�");  // nothing is held then
  CHECK(parts.take({"é", "|Ġ"}) == "|Hello| Al|�|Ġ");
}

TEST_CASE("a warning quotes the first 20 bytes of what a message has after the last token") {
  const Row row = GENERATE(values<Row>({
      {"Hi there", "|Hi", "“ there”"},
      {"Hi 12345678901234567890", "|Hi ", "“12345678901234567890”"},
      {"Hi 123456789012345678901", "|Hi ", "“12345678901234567890…”"},
      {"Hi 1234567890123456789é", "|Hi ", "“1234567890123456789…”"},
      {"Hi 123456789012345678é!", "|Hi ", "“123456789012345678é…”"},
  }));
  CAPTURE(row.message);
  CHECK(whole(row).warnings() == fmt::format("{}{}", goes_on, row.shown));
}

TEST_CASE("the answer after reasoning may lack the white space at its ends") {
  const Row row = GENERATE(values<Row>({
      {"Tea time", "|\n\nTea| time", "|Tea| time"},
      {"Tea time", "| Tea| time\n", "|Tea| time"},
      {"Tea", "|\n|Tea|\n", "||Tea|"},
      {"Tea", "|\n\nTea\n", "|Tea"},
      {" Tea", "| Tea", "| Tea"},
  }));
  CAPTURE(row.tokens);
  Stream stream;
  stream.alignment.follow_reasoning();
  stream.add({row.message, row.tokens});
  CHECK(stream.end() == row.shown);
  CHECK(stream.warnings().empty());
  CHECK(stream.alignment.agrees());
}

TEST_CASE("after reasoning too, other texts than the message's part from it") {
  Stream stream;
  stream.alignment.follow_reasoning();
  stream.add({"Tea time", "|\n\nMilk| time"});
  stream.end();
  CHECK(stream.warnings() ==
        fmt::format("{}token 0, “\n\nMilk”, where the message has “Tea time”", parted));
  CHECK_FALSE(stream.alignment.agrees());
}

TEST_CASE("tokens agree with a message if all of both was compared") {
  CHECK(whole({"Hi you", "|Hi| you", ""}).alignment.agrees());
  CHECK(whole({"Hi you", "|Hi| you|</s>", ""}).alignment.agrees());
  CHECK_FALSE(whole({"Hi you", "|Hi", ""}).alignment.agrees());
  CHECK_FALSE(whole({"Hi", "|Hi| you", ""}).alignment.agrees());
}
