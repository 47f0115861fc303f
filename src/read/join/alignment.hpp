// Compares the tokens of a choice with the message's own text: restores what a server lost or
// changed of a token's text, and finds where tokens and message stop agreeing: where they part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logprobs/model.hpp"
#include "read/join/lost_text.hpp"
#include "read/tokens/leaked.hpp"

namespace logprobs::read {

/// The comparison for one choice, which may grow.
class Alignment {
 public:
  /// Appends a part of the message's text. `has_tokens`: tokens may come with it.
  void add_message(std::string_view text, bool has_tokens = true);
  /// Puts the tokens that advance() held back into the choice. To be called before others are
  /// appended.
  void release(Choice& choice);
  /// Compares as far as message and tokens agree, and sets Token::shown. Takes tokens at the end
  /// out of the choice, at most 16, and holds them, if only the rest of the message can tell their
  /// text. `final`: nothing more comes, so nothing is held.
  void advance(Answer& answer, Choice& choice, bool final);
  /// Says that reasoning comes before the tokens: servers then trim the message's white space.
  void follow_reasoning() { trimmed_ = true; }
  /// How many tokens agree with the message.
  std::size_t matched() const { return matched_; }
  /// True if all tokens and all of the message agree, apart from markup.
  bool agrees() const { return !over_ && at_ == message_.size(); }
  /// A sentence each about texts that the server lost, and that were taken from the message, and
  /// about a beginning without tokens, unless it is `prefill`, what the model was asked to
  /// continue.
  std::vector<std::string> warnings(std::string_view prefill = {}) const;
  /// A sentence about where tokens and message part; empty if they agree.
  std::string parting(const Answer& answer, const Choice& choice) const;

 private:
  enum class Step { done, wait, parted };

  /// True if people saw the next token, so that it must stay as it is.
  bool seen() const { return next_ < visible_; }
  std::string_view rest() const { return std::string_view(message_).substr(at_); }
  Step step(Answer& answer, Choice& choice, bool final);
  Step check_half(const Answer& answer, const Choice& choice, bool final) const;
  bool match_lossy_message(const Answer& answer, const Choice& choice);
  bool match_trimmed(Answer& answer, Token& token, bool final);
  Step match_spelled(Answer& answer, Token& token, Spelling spelling, bool final);
  Step match_spellings(Answer& answer, Token& token, bool final);
  Step match_lost(Answer& answer, Choice& choice, bool final);
  void show_pieces(const std::vector<LostPiece>& pieces, const std::vector<std::size_t>& ends,
                   Answer& answer, Choice& choice);
  void part();
  bool skip(const Answer& answer, Choice& choice);
  bool skip_prefill(const Answer& answer, const Choice& choice);
  void show(Answer& answer, Token& token, std::string_view text);
  void hold(const Answer& answer, Choice& choice);

  std::string message_;
  std::size_t at_ = 0;           // in the message: the end of what agrees with tokens
  std::size_t next_ = 0;         // the first token that is not compared yet
  std::size_t matched_ = 0;      // tokens that agree
  std::size_t skipped_ = 0;      // tokens in a row, before next_, that the message leaves out
  std::size_t untold_ = 0;       // how much of the message's beginning came without tokens
  std::size_t prefills_ = 0;     // how often a repeated prefill was looked for
  bool without_tokens_ = false;  // the message's first part that is not blank came without tokens
  std::size_t visible_ = 0;      // tokens that people saw, and that cannot be held any more
  bool over_ = false;            // they parted for good
  bool trimmed_ = false;         // the message may lack white space at its ends
  Spelling spelling_ = Spelling::plain;
  bool respelled_ = false;  // tokens are shown without their vocabulary's marks
  std::vector<Token> held_;
  std::size_t recovered_ = 0;             // tokens whose lost text was found
  std::size_t lost_ = 0;                  // tokens whose text stays lost
  std::optional<std::size_t> parting_{};  // the first token that is not in the message
  std::size_t parting_at_ = 0;            // and its place in the message
};

}  // namespace logprobs::read
