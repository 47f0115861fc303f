// Where somebody is in an answer, and how they get on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explore/answer_text.hpp"
#include "explore/lines.hpp"
#include "logprobs/model.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// A place among others: "clue 4 of 7". `number` counts from 1; 0: at none of them.
struct PlaceAmong {
  std::size_t number = 0;
  std::size_t of = 0;
};

/// A cursor on one token of an answer, which may grow. Tokens that no text shows are passed over.
/// An answer without tokens has its cursor at 0.
class Walk {
 public:
  /// `options`: how the text is shown, with the thresholds that clues are judged by. `answer` must
  /// outlive this, or be followed by another update().
  Walk(const Answer& answer, const ShowOptions& options);

  /// Takes what is new of the answer.
  void update(const Answer& answer);
  /// Breaks lines at another width, in cells.
  void set_width(int width);
  int width() const { return width_; }

  const Answer& answer() const { return *answer_; }
  const ShowOptions& options() const { return options_; }
  /// The choice that the cursor is in, and its report; null if the answer has none.
  const Choice* choice() const;
  const ChoiceReport* choice_report() const;
  const Report& report() const { return report_; }
  /// The place of that choice in Answer::choices.
  std::size_t choice_place() const { return choice_; }
  std::size_t token() const { return token_; }
  /// Null if the choice has no tokens.
  const Token* current() const;
  const AnswerText& text() const { return text_; }
  const Lines& lines() const { return lines_; }
  /// The line of the cursor.
  std::size_t line() const;

  // Each move returns false, and does nothing, where it leads nowhere.
  bool move_to(std::size_t token);
  bool forward();
  bool back();
  /// To the token of a line `count` lines away that is nearest to the column of the cursor.
  bool lines_away(std::ptrdiff_t count);
  bool to_line_begin();
  bool to_line_end();
  bool to_first();
  bool to_last();
  /// To the next or previous token that sought() has, around the end of the answer.
  bool next_sought();
  bool previous_sought();
  bool next_choice();
  bool previous_choice();
  /// To the next choice if it belongs to the same one on the wire: the answer after its reasoning.
  bool next_part();

  /// Which clues next_sought() stops at.
  const Clues& filter() const { return filter_; }
  /// All clues, then one alone after another.
  void next_filter();
  /// "clue", "near tie" ...
  std::string_view filter_name() const;
  /// Has next_sought() stop at places of this text, in any case of letters; empty: at clues again.
  void search(std::string_view words);
  const std::string& words() const { return words_; }
  /// The tokens at which next_sought() stops, in their order.
  const std::vector<std::size_t>& sought() const { return sought_; }
  /// The place of the cursor among them.
  PlaceAmong place_among_sought() const;
  /// Judges all tokens by other thresholds.
  void set_thresholds(const Thresholds& thresholds);

 private:
  void find_choice();
  void begin_choice();
  void take_text();
  void find();
  bool is_shown(std::size_t token) const;
  bool to_shown_from(std::size_t token);
  bool to_shown_before(std::size_t token);
  std::size_t anchor() const;
  std::size_t column_of(std::size_t glyph) const;

  const Answer* answer_;
  ShowOptions options_;
  Report report_;
  std::size_t choice_ = 0;                    // its place in Answer::choices
  std::optional<std::pair<int, Kind>> name_;  // of that choice, by which it is known again
  std::size_t token_ = 0;
  AnswerText text_;
  int width_ = 80;
  Lines lines_{80};
  Clues filter_{true, true, true};
  std::string words_;
  std::vector<std::size_t> sought_;
  std::size_t looked_ = 0;  // tokens that were looked at for clues
};

}  // namespace logprobs::explore
