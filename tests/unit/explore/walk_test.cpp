#include "explore/walk.hpp"

#include <string>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::Glyph;
using explore::GlyphKind;
using explore::Walk;

namespace {

/// The lines of a walk, each glyph as it is shown.
std::vector<std::string> lines_of_walk(const Walk& walk) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < walk.lines().size(); ++i) {
    std::string line;
    const auto range = walk.lines().line(i);
    for (std::size_t at = range.begin; at < range.end; ++at) {
      const Glyph& glyph = walk.text().glyphs()[at];
      if (glyph.kind != GlyphKind::line_end) line += walk.text().text(glyph);
    }
    lines.push_back(line);
  }
  return lines;
}

/// What the cursor is on.
std::string at_cursor(const Walk& walk) {
  std::string text;
  const auto range = walk.text().glyphs_of(walk.token());
  for (std::size_t i = range.begin; i < range.end; ++i) {
    text += walk.text().text(walk.text().glyphs()[i]);
  }
  return text;
}

Answer sentence() {
  return answer_of({{"The", 0.95},
                    {" quick", 0.05, {{" slow", 0.9}, {" quick", 0.05}}},
                    {" fox", 0.95},
                    {"\n", 0.95},
                    {"jumps", 0.45, {{"jumps", 0.45}, {"runs", 0.4}}},
                    {".", 0.99}});
}

}  // namespace

TEST_CASE("an answer is walked token by token, to its ends and no further") {
  const Answer answer = sentence();
  Walk walk(answer, {});
  CHECK_FALSE(walk.back());
  CHECK(at_cursor(walk) == "The");
  CHECK(walk.forward());
  CHECK(at_cursor(walk) == " quick");
  CHECK(walk.to_last());
  CHECK(at_cursor(walk) == ".");
  CHECK_FALSE(walk.forward());
  CHECK(walk.to_first());
  CHECK(walk.token() == 0);
}

TEST_CASE("clues are walked around the end, all or those of one kind") {
  const Answer answer = sentence();
  Walk walk(answer, {});
  CHECK(walk.place_among_sought().number == 0);
  CHECK(walk.place_among_sought().of == 2);
  CHECK(walk.next_sought());
  CHECK(at_cursor(walk) == " quick");
  CHECK(walk.next_sought());
  CHECK(at_cursor(walk) == "jumps");
  CHECK(walk.place_among_sought().number == 2);
  CHECK(walk.next_sought());
  CHECK(at_cursor(walk) == " quick");
  CHECK(walk.previous_sought());
  CHECK(at_cursor(walk) == "jumps");
  walk.next_filter();
  CHECK(walk.filter_name() == "low token");
  CHECK(walk.sought() == std::vector<std::size_t>{1});
  walk.next_filter();
  CHECK(walk.filter_name() == "near tie");
  CHECK(walk.sought() == std::vector<std::size_t>{4});
  walk.next_filter();
  walk.next_filter();
  CHECK(walk.filter_name() == "clue");
}

TEST_CASE("other thresholds give other clues, and the cursor stays") {
  const Answer answer = sentence();
  Walk walk(answer, {});
  walk.move_to(2);
  Thresholds thresholds;
  thresholds.ambiguous = 0.01;
  walk.set_thresholds(thresholds);
  CHECK(walk.token() == 2);
  CHECK(walk.sought() == std::vector<std::size_t>{1});
}

TEST_CASE("words are found in any case, also across tokens, until clues are sought again") {
  const Answer answer = sentence();
  Walk walk(answer, {});
  walk.search("QUICK F");
  CHECK(walk.sought() == std::vector<std::size_t>{1});
  walk.search("zebra");
  CHECK(walk.sought().empty());
  CHECK_FALSE(walk.next_sought());
  walk.search("");
  CHECK(walk.sought().size() == 2);
}

TEST_CASE("lines are broken at spaces, and the cursor keeps its column") {
  const Answer answer = sentence();
  Walk walk(answer, {});
  walk.set_width(12);
  CHECK(lines_of_walk(walk) == std::vector<std::string>{"The quick🎯 ", "fox", "jumps🔀."});
  walk.move_to(1);
  CHECK(walk.line() == 0);
  CHECK(walk.lines_away(1));
  CHECK(at_cursor(walk) == " fox");
  CHECK(walk.lines_away(1));
  CHECK(at_cursor(walk) == "jumps");
  CHECK_FALSE(walk.lines_away(1));
  CHECK(walk.to_line_end());
  CHECK(at_cursor(walk) == ".");
  CHECK(walk.to_line_begin());
  CHECK(at_cursor(walk) == "jumps");
}

TEST_CASE("no line is wider than its width, however it is broken") {
  const Answer answer = mixed();
  Walk walk(answer, {});
  for (int width = 12; width < 40; ++width) {
    CAPTURE(width);
    walk.set_width(width);
    for (std::size_t i = 0; i < walk.lines().size(); ++i) {
      int cells = 0;
      const auto range = walk.lines().line(i);
      for (std::size_t at = range.begin; at < range.end; ++at) {
        const Glyph& glyph = walk.text().glyphs()[at];
        const bool is_last_space = at + 1 == range.end && glyph.kind == GlyphKind::space;
        if (!is_last_space) cells += glyph.width;
      }
      CHECK(cells <= width);
    }
  }
}

TEST_CASE("nothing of what a terminal would obey is in the text") {
  const Answer answer = mixed();
  const Walk walk(answer, {});
  for (const Glyph& glyph : walk.text().glyphs()) {
    const std::string_view text = walk.text().text(glyph);
    if (glyph.kind == GlyphKind::line_end || glyph.extends) continue;
    CHECK(visible(text) == text);
  }
}

TEST_CASE("tokens that share a character are all on it") {
  const Answer answer =
      answer_of({{"a", 0.9}, {"\xe8\x8c", 0.9}, {"\xb6", 0.3}, {"b", 0.9}});  // 茶
  Walk walk(answer, {});
  CHECK(walk.move_to(1));
  CHECK(at_cursor(walk) == "茶");
  CHECK(walk.move_to(2));
  CHECK(at_cursor(walk) == "茶");
  CHECK(walk.forward());
  CHECK(at_cursor(walk) == "b");
}

TEST_CASE("an answer may grow under the cursor") {
  const Answer whole = sentence();
  Answer part = cut_to(whole, 2);
  Walk walk(part, {});
  CHECK(walk.to_last());
  CHECK(at_cursor(walk) == " quick");
  const Answer more = cut_to(whole, 5);
  walk.update(more);
  CHECK(at_cursor(walk) == " quick");
  CHECK(walk.sought().size() == 2);
  walk.update(whole);
  CHECK(walk.to_last());
  CHECK(at_cursor(walk) == ".");
}

TEST_CASE("what grew is the same as what came whole") {
  const Answer whole = mixed();
  for (const int width : {10, 33}) {
    Answer part = cut_to(whole, 0);
    Walk grown(part, {});
    grown.set_width(width);
    std::vector<Answer> parts;
    for (std::size_t i = 1; i <= whole.choices[0].tokens.size(); ++i) {
      parts.push_back(cut_to(whole, i));
    }
    for (const Answer& one : parts) grown.update(one);
    grown.update(whole);
    Walk at_once(whole, {});
    at_once.set_width(width);
    CHECK(lines_of_walk(grown) == lines_of_walk(at_once));
  }
}

TEST_CASE("an answer without tokens, or without choices, is no trouble") {
  const Answer nothing;
  Walk nowhere(nothing, {});
  CHECK(nowhere.current() == nullptr);
  CHECK_FALSE((nowhere.forward() || nowhere.back() || nowhere.lines_away(1) ||
               nowhere.next_sought() || nowhere.to_last() || nowhere.next_choice()));
  Answer message;
  message.state = State::no_logprobs;
  add_message(message, 0, "Hello\nyou");
  Walk walk(message, {});
  CHECK(walk.current() == nullptr);
  CHECK(lines_of_walk(walk) == std::vector<std::string>{"Hello", "you"});
  CHECK_FALSE((walk.forward() || walk.to_line_begin() || walk.lines_away(-1)));
}

TEST_CASE("choices are walked one after another") {
  Answer answer = sentence();
  add_choice(answer, 1, {{"Other", 0.9}});
  Walk walk(answer, {});
  walk.move_to(3);
  CHECK(walk.next_choice());
  CHECK(at_cursor(walk) == "Other");
  CHECK_FALSE(walk.next_choice());
  CHECK(walk.previous_choice());
  CHECK(walk.token() == 0);
  CHECK_FALSE(walk.previous_choice());
}
