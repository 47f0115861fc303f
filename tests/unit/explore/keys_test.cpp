#include "explore/keys.hpp"

#include <utility>
#include <vector>

#include "catch.hpp"

namespace logprobs::explore {
namespace {

/// Everything that is there.
std::vector<Key> taken(KeyReader& reader) {
  std::vector<Key> keys;
  while (std::optional<Key> key = reader.next()) keys.push_back(std::move(*key));
  return keys;
}

std::vector<Key> keys_of(std::string_view bytes) {
  KeyReader reader;
  reader.feed(bytes);
  return taken(reader);
}

/// The same, byte by byte.
std::vector<Key> keys_of_pieces(std::string_view bytes) {
  KeyReader reader;
  std::vector<Key> keys;
  for (const char byte : bytes) {
    reader.feed({&byte, 1});
    for (Key& key : taken(reader)) keys.push_back(std::move(key));
  }
  return keys;
}

Key named(KeyName name) { return Key{.name = name}; }
Key typed(char32_t character) { return Key{.name = KeyName::character, .character = character}; }
Key press(int column, int row) { return Key{.name = KeyName::press, .column = column, .row = row}; }
Key paste(std::string text) { return Key{.name = KeyName::paste, .text = std::move(text)}; }

/// Says many times that nothing came.
void be_silent(KeyReader& reader) {
  for (int i = 0; i < 100; ++i) reader.hurry();
}

using Keys = std::vector<Key>;
const Key unknown;

struct Sequence {
  std::string_view bytes;
  Key key;
};

const std::vector<Sequence> sequences = {
    {"a", typed('a')},
    {"1", typed('1')},
    {" ", typed(' ')},
    {"\x03", typed(3)},
    {"\x1a", typed(26)},
    {"é", typed(U'é')},
    {"漢", typed(U'漢')},
    {"😀", typed(U'😀')},
    {"\r", named(KeyName::enter)},
    {"\n", named(KeyName::enter)},
    {"\t", named(KeyName::tab)},
    {"\x7f", named(KeyName::backspace)},
    {"\b", named(KeyName::backspace)},
    {"\x1b[A", named(KeyName::up)},
    {"\x1b[B", named(KeyName::down)},
    {"\x1b[C", named(KeyName::right)},
    {"\x1b[D", named(KeyName::left)},
    {"\x1b[H", named(KeyName::home)},
    {"\x1b[F", named(KeyName::end)},
    {"\x1b[Z", named(KeyName::back_tab)},
    {"\x1b[1~", named(KeyName::home)},
    {"\x1b[7~", named(KeyName::home)},
    {"\x1b[4~", named(KeyName::end)},
    {"\x1b[8~", named(KeyName::end)},
    {"\x1b[3~", named(KeyName::erase)},
    {"\x1b[5~", named(KeyName::page_up)},
    {"\x1b[6~", named(KeyName::page_down)},
    {"\x1b[1;5C", named(KeyName::right)},
    {"\x1b[1;2H", named(KeyName::home)},
    {"\x1b[5;3~", named(KeyName::page_up)},
    {"\x1b[1:5A", named(KeyName::up)},
    {"\x1bOA", named(KeyName::up)},
    {"\x1bOB", named(KeyName::down)},
    {"\x1bOC", named(KeyName::right)},
    {"\x1bOD", named(KeyName::left)},
    {"\x1bOH", named(KeyName::home)},
    {"\x1bOF", named(KeyName::end)},
    {"\x1bO5A", named(KeyName::up)},
    {"\x1bOM", named(KeyName::enter)},
    {"\x1bOj", typed('*')},
    {"\x1bOp", typed('0')},
    {"\x1bOq", typed('1')},
    {"\x1bOy", typed('9')},
    {"\x1bOP", unknown},       // F1
    {"\x1b[15~", unknown},     // F5
    {"\x1b[[A", unknown},      // F1 of the Linux console
    {"\x1b[I", unknown},       // the terminal has the focus
    {"\x1b[?62;1c", unknown},  // an answer
    {"\x1b[201~", unknown},    // the end of no paste
    {"\x1b[99999999999~", unknown},
    {"\x1b[~", unknown},
    {"\x1b"
     "1",
     unknown},  // Alt-1
    {"\x1bq", unknown},
    {"\x1bé", unknown},
    {"\x1b\x7f", unknown},
    {"\x1b[<0;1;1M", press(0, 0)},
    {"\x1b[<0;120;40M", press(119, 39)},
    {"\x1b[<16;3;2M", press(2, 1)},  // with Ctrl
    {"\x1b[<0;1;1m", unknown},       // it was let go
    {"\x1b[<2;1;1M", unknown},       // the right button
    {"\x1b[<32;1;1M", unknown},      // it moves
    {"\x1b[<64;1;1M", named(KeyName::up)},
    {"\x1b[<65;1;1M", named(KeyName::down)},
    {"\x1b[<0;0;1M", unknown},
    {"\x1b[<0;1M", unknown},
    {"\x1b[<M", unknown},
    {"\x1b[<0;99999999999;1M", unknown},
    {"\x1b[M !!", press(0, 0)},  // a terminal that tells of its mouse in bytes
    {"\x1b[M 1\xff", press(16, 222)},
    {"\x1b[M#11", unknown},
    {"\x1b]11;rgb:1e1e/1e1e/1e1e\a", unknown},  // a late answer: no digit of it is a key
    {"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", unknown},
    {"\x1bP1$r0m\x1b\\", unknown},
    {"\x1b_Gi=1;OK\x1b\\", unknown},
    {"\x80", unknown},
    {"\xff", unknown},
    {"\xc2\x9b", unknown},  // CSI as a character
    {"\x1b[200~two\rlines\r\nand a\nthird\x1b[201~", paste("two\nlines\nand a\nthird")},
    {"\x1b[200~\x1b[201~", paste("")},
    {"\x1b[200~\x1b[A\x1b[20\x1b[201~", paste("\x1b[A\x1b[20")},
};

TEST_CASE("a sequence is one key, in whatever pieces it comes") {
  for (const Sequence& sequence : sequences) {
    CAPTURE(sequence.bytes);
    CHECK(keys_of(sequence.bytes) == Keys{sequence.key});
    CHECK(keys_of_pieces(sequence.bytes) == Keys{sequence.key});
    // Nothing of it is left over, nor does anything wait.
    CHECK(keys_of(std::string(sequence.bytes) + "q") == Keys{sequence.key, typed('q')});
    KeyReader reader;
    reader.feed(sequence.bytes);
    taken(reader);
    CHECK_FALSE(reader.waits());
  }
}

TEST_CASE("all sequences in a row, cut anywhere") {
  std::string bytes;
  Keys expected;
  for (const Sequence& sequence : sequences) {
    bytes += sequence.bytes;
    expected.push_back(sequence.key);
  }
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    KeyReader reader;
    reader.feed(std::string_view(bytes).substr(0, cut));
    Keys keys = taken(reader);
    reader.feed(std::string_view(bytes).substr(cut));
    for (Key& key : taken(reader)) keys.push_back(std::move(key));
    CAPTURE(cut);
    REQUIRE(keys == expected);
  }
}

TEST_CASE("a lone escape is a key once nothing more comes") {
  KeyReader reader;
  reader.feed("\x1b");
  CHECK_FALSE(reader.next());
  CHECK(reader.waits());
  reader.hurry();
  CHECK(taken(reader) == Keys{named(KeyName::escape)});
  CHECK_FALSE(reader.waits());
  // Another is not hurried because of the first.
  reader.feed("\x1b");
  CHECK_FALSE(reader.next());
  reader.feed("[A");
  CHECK(taken(reader) == Keys{named(KeyName::up)});
}

TEST_CASE("an escape before an escape or a control is a key") {
  KeyReader reader;
  reader.feed("\x1b\x1b");
  CHECK(taken(reader) == Keys{named(KeyName::escape)});
  reader.hurry();
  CHECK(taken(reader) == Keys{named(KeyName::escape)});
  CHECK(keys_of("\x1b\x03") == Keys{named(KeyName::escape), typed(3)});
  CHECK(keys_of("\x1b\x1b[A") == Keys{named(KeyName::escape), named(KeyName::up)});
}

TEST_CASE("nothing waits while nothing is there") {
  KeyReader reader;
  CHECK_FALSE(reader.waits());
  be_silent(reader);
  CHECK_FALSE(reader.next());
  reader.feed("\xe6");
  CHECK_FALSE(reader.next());
  CHECK(reader.waits());
}

TEST_CASE("the rest of a sequence that comes late is no key") {
  for (const Sequence& sequence : sequences) {
    for (std::size_t cut = 2; cut < sequence.bytes.size(); ++cut) {
      CAPTURE(sequence.bytes, cut);
      KeyReader reader;
      reader.feed(sequence.bytes.substr(0, cut));
      REQUIRE_FALSE(reader.next());
      reader.hurry();
      reader.hurry();
      REQUIRE_FALSE(reader.next());
      reader.feed(sequence.bytes.substr(cut));
      REQUIRE(taken(reader) == Keys{sequence.key});
    }
  }
}

TEST_CASE("a part that stays alone is given up") {
  for (const std::string_view part :
       {"\x1b[", "\x1b[1;", "\x1bO", "\x1b]11;rgb", "\x1bP", "\xe6\xbc", "\x1b\xe6", "\x1b[M !"}) {
    CAPTURE(part);
    KeyReader reader;
    reader.feed(part);
    CHECK_FALSE(reader.next());
    be_silent(reader);
    CHECK(taken(reader) == Keys{unknown});
    CHECK_FALSE(reader.waits());
    reader.feed("q");
    CHECK(taken(reader) == Keys{typed('q')});
  }
}

TEST_CASE("a sequence that is broken off hides no other key") {
  CHECK(keys_of("\x1b[1;\x1b[A") == Keys{unknown, named(KeyName::up)});
  CHECK(keys_of("\x1b[1\x03") == Keys{unknown, typed(3)});
  CHECK(keys_of("\x1b[M \x03") == Keys{unknown, typed(3)});
  CHECK(keys_of("\x1b[[\x03") == Keys{unknown, typed(3)});
  CHECK(keys_of("\x1bO\x03") == Keys{unknown, typed(3)});
  CHECK(keys_of("\x1b[é") == Keys{unknown, typed(U'é')});
  CHECK(keys_of("\x1b]11;\x03") == Keys{unknown, typed(3)});
  CHECK(keys_of("\x1b]11;\x1b[A") == Keys{unknown, named(KeyName::up)});
  CHECK(keys_of("\xe6q") == Keys{unknown, typed('q')});
}

TEST_CASE("a sequence without an end takes no memory and is one key") {
  for (const std::string_view begin : {"\x1b[", "\x1bO"}) {
    const std::string bytes = std::string(begin) + std::string(10'000, '1');
    CHECK(keys_of(bytes + "Aq") == Keys{unknown, typed('q')});
    CHECK(keys_of_pieces(bytes + "Aq") == Keys{unknown, typed('q')});
    CHECK(keys_of(bytes + "\x03") == Keys{unknown, typed(3)});
    KeyReader reader;
    reader.feed(bytes);
    CHECK_FALSE(reader.next());
    be_silent(reader);
    CHECK(taken(reader) == Keys{unknown});
  }
  CHECK(keys_of("\x1b]" + std::string(100'000, '1') + "\aq") == Keys{unknown, typed('q')});
}

TEST_CASE("a paste takes any time, and no key in it is one") {
  KeyReader reader;
  reader.feed("\x1b[200~12\r");
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.waits());
  be_silent(reader);
  CHECK_FALSE(reader.next());
  reader.feed("\nqw\x1b[201");
  be_silent(reader);
  CHECK_FALSE(reader.next());
  reader.feed("~x");
  CHECK(taken(reader) == Keys{paste("12\nqw"), typed('x')});
}

TEST_CASE("a paste whose end is lost is ended by Ctrl-C") {
  KeyReader reader;
  reader.feed("\x1b[200~12");
  CHECK_FALSE(reader.next());
  reader.feed("qq");
  CHECK_FALSE(reader.next());
  reader.feed("\x03");
  CHECK(taken(reader) == Keys{typed(3)});
  reader.feed("q\x1b[200~a\x1b[201~");
  CHECK(taken(reader) == Keys{typed('q'), paste("a")});
  // Inside one it is text.
  CHECK(keys_of("\x1b[200~a\x03z\x1b[201~") == Keys{paste("a\x03z")});
}

TEST_CASE("of a long paste the beginning is kept, in whole characters") {
  const std::string most(KeyReader::longest_paste, 'x');
  CHECK(keys_of("\x1b[200~" + most + "\x1b[201~") == Keys{paste(most)});
  for (const std::string_view character : {"é", "漢", "😀"}) {
    std::string text = "x";
    while (text.size() <= KeyReader::longest_paste) text += character;
    KeyReader reader;
    reader.feed("\x1b[200~");
    reader.feed(text);
    CHECK_FALSE(reader.next());
    for (int i = 0; i < 8; ++i) {
      reader.feed(text);
      CHECK_FALSE(reader.next());
    }
    reader.feed("\x1b[201~q");
    const Keys keys = taken(reader);
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].is_cut);
    CHECK(keys[0].text.size() <= KeyReader::longest_paste);
    CHECK(keys[0].text.size() + 2 * character.size() > KeyReader::longest_paste);
    CHECK(keys[0].text.ends_with(character));
    CHECK(keys[1] == typed('q'));
    reader.feed("\x1b[200~a\x1b[201~");
    CHECK(taken(reader) == Keys{paste("a")});
  }
}

TEST_CASE("whatever comes, reading goes on") {
  constexpr std::string_view alphabet = "\x1b\x1b\x1b[[]OP_<?M~;1A\\\a\x03q\x80\xe6\xff ";
  unsigned seed = 1;
  const auto random = [&seed](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8U) % below;
  };
  for (int run = 0; run < 2000; ++run) {
    KeyReader reader;
    std::string bytes;
    for (std::size_t i = random(40); i > 0; --i) bytes += alphabet[random(alphabet.size())];
    reader.feed(bytes);
    std::size_t count = taken(reader).size();
    be_silent(reader);
    count += taken(reader).size();
    be_silent(reader);
    count += taken(reader).size();
    CAPTURE(bytes);
    REQUIRE(count <= bytes.size());
    REQUIRE_FALSE(reader.waits());
    reader.feed("q");
    REQUIRE(taken(reader) == Keys{typed('q')});
  }
}

}  // namespace
}  // namespace logprobs::explore
