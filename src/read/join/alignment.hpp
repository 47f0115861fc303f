// Follows the message's own text beside the tokens of a choice: it gives back what a server lost or
// changed of a token's text, and shows where the two part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logprobs/model.hpp"
#include "read/join/leaked.hpp"

namespace logprobs::read {

class Alignment {
 public:
  /// Appends to the message's text what a part says of it.
  void add_message(std::string_view text) { message_ += text; }
  /// Puts the tokens back that were held, before others are appended.
  void release(Choice& choice);
  /// Goes on as far as message and tokens go together. Tokens at the end whose text only the rest
  /// of the message can tell are held: nobody sees them until then. `final`: nothing more comes.
  void advance(Answer& answer, Choice& choice, bool final);
  /// How many tokens go together with the message.
  std::size_t matched() const { return matched_; }
  /// What was taken from the message, and what was not found in it, a sentence each.
  std::vector<std::string> warnings(const Answer& answer, const Choice& choice) const;

 private:
  enum class Step { done, wait, parted };
  struct Piece;

  /// True when the next token was seen, and cannot be shown in another way any more.
  bool seen() const { return next_ < visible_; }
  std::string_view rest() const { return std::string_view(message_).substr(at_); }
  Step step(Answer& answer, Choice& choice, bool final);
  bool match_lossy_message(std::string_view text);
  Step match_spelled(Answer& answer, Token& token, Spelling spelling, bool final);
  Step match_spellings(Answer& answer, Token& token, bool final);
  Step match_lost(Answer& answer, Choice& choice, bool final);
  std::vector<Piece> lost_pieces(const Answer& answer, const Choice& choice,
                                 std::size_t& end) const;
  static bool all_empty(const std::vector<Piece>& pieces);
  void show_pieces(const std::vector<Piece>& pieces, const std::vector<std::size_t>& ends,
                   Answer& answer, Choice& choice);
  Step place_pieces(const std::vector<Piece>& pieces, std::string_view anchor, bool final,
                    std::vector<std::size_t>& ends) const;
  void part();
  bool skip(std::string_view text);
  void show(Answer& answer, Token& token, std::string_view text);
  void hold(const Answer& answer, Choice& choice);

  std::string message_;
  std::size_t at_ = 0;       // of the message, what went together with tokens
  std::size_t next_ = 0;     // the first token that did not yet
  std::size_t matched_ = 0;  // tokens that did
  std::size_t visible_ = 0;  // tokens that were seen and cannot be held any more
  bool over_ = false;        // they parted for good
  Spelling spelling_ = Spelling::plain;
  bool respelled_ = false;  // tokens are shown without the marks with which they were sent
  std::vector<Token> held_;
  std::size_t recovered_ = 0;             // tokens whose text was lost and found
  std::size_t lost_ = 0;                  // tokens whose text was lost
  std::optional<std::size_t> parting_{};  // the first token that is not in the message
  std::size_t parting_at_ = 0;            // and where the message was then
};

}  // namespace logprobs::read
