#include "show/terminal/wrapper.hpp"

#include <algorithm>
#include <random>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using logprobs::test::lines_of;
using logprobs::test::readable;

namespace {

/// What a terminal shows of ASCII text, with the sequences that take something back done.
std::string screen(std::string_view written) {
  std::vector<std::string> lines(1);
  std::size_t column = 0;
  for (std::size_t i = 0; i < written.size(); ++i) {
    std::string& line = lines.back();
    if (written[i] == '\n') {
      lines.emplace_back();
      column = 0;
    } else if (written[i] == '\b') {
      --column;
    } else if (written[i] == '\x1b') {
      const std::size_t end = written.find_first_of("DKm", i);
      if (written[end] == 'D')
        column -= std::stoul(std::string(written.substr(i + 2, end - i - 2)));
      if (written[end] == 'K') line.resize(column);
      i = end;
    } else {
      line.resize(std::max(line.size(), column + 1), ' ');
      line[column++] = written[i];
    }
  }
  std::string all;
  for (std::string& line : lines) {
    line.erase(line.find_last_not_of(' ') + 1);
    all += line + '\n';
  }
  return all;
}

/// Writes a text character by character; a '|' in it is a pause.
std::string wrapped(std::string_view text, int width, ColorDepth depth = ColorDepth::none) {
  Wrapper wrapper({depth}, width);
  std::string out;
  for (const char c : text) {
    if (c == '|') {
      wrapper.pause(out);
    } else if (c == ' ') {
      wrapper.space({}, out);
    } else if (c == '\n') {
      wrapper.newline(out);
    } else {
      wrapper.add({&c, 1}, {}, false, out);
    }
  }
  wrapper.pause(out);
  return out;
}

/// A text without its white space.
std::string letters_of(std::string text) {
  const auto is_white = [](char c) { return c == ' ' || c == '\n'; };
  text.erase(std::remove_if(text.begin(), text.end(), is_white), text.end());
  return text;
}

}  // namespace

TEST_CASE("a line is broken at the last white space that fits") {
  CHECK(wrapped("one two three", 9) == "one two \nthree");
  CHECK(wrapped("one two three", 8) == "one two\nthree");
  CHECK(wrapped("one\ntwo three", 9) == "one\ntwo \nthree");
  CHECK(wrapped("one two three", 0) == "one two three");
}

TEST_CASE("a word that is longer than a line is broken where the line ends") {
  CHECK(wrapped("abcdefghij kl", 5) == "abcd\nefgh\nij \nkl");
  CHECK(wrapped("a bcdefghij", 5) == "a \nbcde\nfghi\nj");
}

TEST_CASE("a word that was shown in part is taken back when it turns out too long") {
  CHECK(wrapped("one tw|o", 7) == "one tw\b\b  \b\b\ntwo");
  CHECK(wrapped("one tw|o", 7, ColorDepth::ansi16) == "one tw\x1b[2D\x1b[K\ntwo");
  CHECK(wrapped("one tw|o three", 20) == "one two three");
  // What an earlier line has of it stays there.
  CHECK(wrapped("abcdef|gh", 5) == "abcd\nefgh");
}

TEST_CASE("a mark stays with its word, and wide characters may begin a line") {
  Wrapper wrapper({}, 9);
  std::string out;
  const auto say = [&](std::string_view text, bool is_mark) {
    wrapper.add(text, {}, is_mark, out);
  };
  say("a", false);
  wrapper.space({}, out);
  for (const char* c : {"b", "c", "d", "e", "f"}) say(c, false);
  say("🎯", true);
  wrapper.pause(out);
  CHECK(out == "a \nbcdef🎯");
  out.clear();
  wrapper.newline(out);
  for (const char* c : {"a", "喫", "茶", "店", "で"}) say(c, false);
  wrapper.pause(out);
  CHECK(out == "\na喫茶店\nで");
}

TEST_CASE("a line that was shown bit by bit is as one that was shown at once") {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    const int width = 4 + static_cast<int>(random() % 20);
    std::string text;
    std::string bits;
    for (int i = 0; i < 80; ++i) {
      const char c = "abcdefgh  \n"[random() % 11];
      text += c;
      bits += c;
      if (random() % 3 == 0) bits += '|';
    }
    for (const ColorDepth depth : {ColorDepth::none, ColorDepth::ansi16}) {
      const std::string whole = screen(wrapped(text, width, depth));
      CAPTURE(width, text, bits);
      REQUIRE(screen(wrapped(bits, width, depth)) == whole);
      for (const std::string& line : lines_of(whole)) {
        REQUIRE(static_cast<int>(line.size()) < width);
      }
      REQUIRE(letters_of(whole) == letters_of(text));
    }
  }
}
