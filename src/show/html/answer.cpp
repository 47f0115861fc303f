#include "show/html/answer.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "logprobs/text.hpp"
#include "show/html/text.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/groups.hpp"
#include "show/words/names.hpp"
#include "text/direction.hpp"
#include "text/visible_stream.hpp"
#include "text/words.hpp"

namespace logprobs::show {
namespace {

using text::Direction;

/// The part of a group of tokens that is on one line.
struct Piece {
  std::size_t group = 0;
  std::string html{};
  Direction direction = Direction::none;  // of all its strong characters
  Direction first = Direction::none;      // of the first of them
  bool more = false;                      // another piece of the group has the marks
};

using Line = std::vector<Piece>;

/// Cuts a text into lines and lines into pieces, one group of tokens after another.
class LineCutter {
 public:
  explicit LineCutter(std::string_view text) : text_(text) {
    stream_.feed(text);
    stream_.finish();
  }

  void add(std::size_t number, const TokenGroup& group) {
    const std::string_view bytes = text_.substr(group.begin, group.end - group.begin);
    group_ = number;
    white_ = text::is_white(bytes);
    ended_.reset();
    for (text::Glyph glyph; at_ < group.end && stream_.next(glyph); at_ += glyph.size) {
      if (glyph.text != "\n") {
        put(glyph);
        continue;
      }
      // A group of white space alone has its spelling and marks before its first line break.
      if (!html_.empty() || (white_ && !ended_)) end_piece();
      lines_.emplace_back();
    }
    if (!html_.empty() || !ended_) end_piece();
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  void put(const text::Glyph& glyph) {
    if (!glyph.escaped) visible_ += glyph.text;  // a spelling has no direction
    if (glyph.escaped) html_ += "<i>";
    append_html(html_, glyph.text);
    if (glyph.escaped) html_ += "</i>";
  }

  void end_piece() {
    if (ended_ && !white_) lines_[*ended_].back().more = true;
    lines_.back().push_back({group_, std::exchange(html_, {}), text::direction_of(visible_),
                             text::first_direction(visible_), ended_ && white_});
    visible_.clear();
    ended_ = lines_.size() - 1;
  }

  std::string_view text_;
  text::VisibleStream stream_{text::Space::flow};
  std::vector<Line> lines_{1};
  std::string visible_;  // the current piece
  std::string html_;
  std::size_t at_ = 0;
  std::size_t group_ = 0;
  bool white_ = false;                // whether the group is white space alone
  std::optional<std::size_t> ended_;  // the line of the group's last piece
};

Direction line_direction(const Line& line) {
  for (const Piece& piece : line) {
    if (piece.first != Direction::none) return piece.first;
  }
  return Direction::left_to_right;
}

std::string_view dir_name(Direction direction) {
  return direction == Direction::right_to_left ? "rtl" : "ltr";
}

/// Whether a line begins or ends code, as in Markdown.
bool is_fence(const Line& line) {
  std::string text;
  for (const Piece& piece : line) text += piece.html;
  text.erase(0, text.find_first_not_of(' '));
  return text.starts_with("```") || text.starts_with("~~~");
}

/// Writes the lines of one choice.
class Painting {
 public:
  Painting(const Answer& answer, const Choice& choice, const ChoiceReport& report, std::string& out)
      : choice_(choice), report_(report), text_(shown_text(answer, choice)), out_(out) {}

  void write() {
    LineCutter cutter(text_);
    groups_ = token_groups(choice_, text_);
    for (std::size_t i = 0; i < groups_.size(); ++i) cutter.add(i, groups_[i]);
    for (const Line& line : cutter.take()) write_line(line);
  }

 private:
  /// Isolates text that runs against its line, so that the text around it stays in place. Such
  /// words in a row are isolated together, since they are read together; pieces that run both ways
  /// are isolated one by one.
  void write_line(const Line& line) {
    const Direction base = line_direction(line);
    const bool fence = is_fence(line);
    append_markup(out_, "<div dir=\"{}\"{}>", dir_name(base),
                  fence || in_code_ ? " class=\"code\"" : "");
    in_code_ = in_code_ != fence;
    for (std::size_t i = 0; i < line.size();) {
      const std::size_t end = end_of_run(line, i, base);
      if (end == i) {
        write_piece(take_spaces(line[i++]));
        continue;
      }
      const Direction direction = line[i].direction == Direction::mixed ? base : line[i].direction;
      const Piece first = take_spaces(line[i++]);
      append_markup(out_, "<bdi dir=\"{}\">", dir_name(direction));
      write_piece(first);
      while (i < end) write_piece(take_spaces(line[i++]));
      out_ += "</bdi>";
    }
    const auto has_text = [](const Piece& piece) { return !piece.html.empty(); };
    // An empty line would have no height.
    if (std::none_of(line.begin(), line.end(), has_text)) out_ += "<br>";
    out_ += "</div>\n";
  }

  /// Writes the spaces before a word, which are neither tinted nor isolated; returns the rest.
  Piece take_spaces(const Piece& piece) {
    Piece rest = piece;
    const std::size_t spaces = piece.html.find_first_not_of(' ');
    if (spaces == std::string::npos) return rest;
    out_.append(spaces, ' ');
    rest.html.erase(0, spaces);
    return rest;
  }

  /// The end of the run of pieces from `begin` that must be isolated; `begin` if there is none.
  static std::size_t end_of_run(const Line& line, std::size_t begin, Direction base) {
    const Direction direction = line[begin].direction;
    if (direction == base || direction == Direction::none) return begin;
    std::size_t end = begin + 1;
    if (direction == Direction::mixed) return end;
    for (std::size_t i = end; i < line.size(); ++i) {
      const Direction next = line[i].direction;
      if (next != direction && next != Direction::none) break;
      if (next == direction) end = i + 1;
    }
    return end;
  }

  void write_piece(const Piece& piece) {
    const TokenGroup& group = groups_[piece.group];
    const Verdict look = look_of(group);
    append_markup(out_, "<span data-t=\"{}\"", group.first);
    if (group.last - group.first > 1) {
      append_markup(out_, " data-n=\"{}\"", group.last - group.first);
    }
    append_markup(out_, " class=\"{}", band_name(look.band));
    for (const ClueInfo& info : clue_table) {
      if (look.clues.*info.clue) append_markup(out_, " {}", info.name);
    }
    out_ += look.clues.any() ? " clue\"" : "\"";
    if (piece.more) out_ += " data-more";
    const std::string_view bytes =
        std::string_view(text_).substr(group.begin, group.end - group.begin);
    if (text::is_white(bytes) && !piece.more) {
      append_markup(out_, " data-white=\"{}\"", visible_cell(bytes, widest_white));
    }
    out_ += '>';
    out_ += piece.html;
    out_ += "</span>";
  }

  /// The band of the least probable token, and the clues of all of them.
  Verdict look_of(const TokenGroup& group) const {
    Verdict look;
    for (std::size_t i = group.first; i < group.last; ++i) {
      const Verdict& verdict = report_.verdicts[i];
      if (std::isnan(look.probability) || verdict.probability < look.probability) {
        look.probability = verdict.probability;
        look.band = verdict.band;
      }
      look.clues |= verdict.clues;
    }
    return look;
  }

  static constexpr int widest_white = 40;
  const Choice& choice_;
  const ChoiceReport& report_;
  std::string text_;
  std::vector<TokenGroup> groups_;
  bool in_code_ = false;
  std::string& out_;
};

}  // namespace

void append_painted(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    std::string& out) {
  Painting(answer, choice, report, out).write();
}

void append_text(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out) {
  out += "<div class=\"text\" lang=\"\">\n";
  if (choice.tokens.empty()) {
    append_markup(out, "<div dir=\"auto\">{}</div>\n", html(visible_flow(choice.message)));
  } else {
    append_painted(answer, choice, report, out);
  }
  out += "</div>\n";
}

}  // namespace logprobs::show
