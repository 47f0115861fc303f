// Follows an answer while its response comes, and decides how it ended.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "logprobs/read.hpp"
#include "read/join/alignment.hpp"
#include "read/join/calls.hpp"
#include "read/join/choice_places.hpp"
#include "read/join/reasoning.hpp"
#include "read/join/unread.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Knows which choices an answer has, which of them have ended, and what was lost on the way.
class ResponseProgress {
 public:
  /// Notes the choices of a part and which of them it ends, and gives them their indexes.
  void place(Answer& part, Repeats repeats = Repeats::no);
  /// The choices so far.
  const ChoicePlaces& choices() const { return choices_; }
  /// Notes that something was lost. The first such note gives the answer its state and failure.
  void mark_damaged(State state, std::string message, std::string code = "");
  /// Notes that the source ended too early.
  void mark_cut();
  /// Says that nothing needs to follow.
  void end() { end_ = End::known; }
  /// Says that the response is whole; what else comes is another one.
  void end_whole();
  /// Says how many choices there must be, unless a sign ends the whole response.
  void expect(std::size_t choices) { expected_ = choices; }
  /// Notes that [DONE] came.
  void take_done();
  /// Says that the response continues after all.
  void go_on() { end_ = End::unknown; }
  /// True if the response is over, or every choice in it has its end sign.
  bool ended() const { return end_ != End::unknown || choices_.all_ended(); }
  /// The data that is not understood. If [DONE] is all that ends the response, some of it may be in
  /// there.
  Unread& unread() { return unread_; }
  const Unread& unread() const { return unread_; }
  /// Notes what the reader of a document noticed.
  void note(const Notes& notes);
  /// Adds pieces of calls to those that came before.
  void join_calls(const Notes& notes, Answer& answer);

  /// Appends `part` to `answer`, which is what came before of the same response. `notes` are what
  /// the reader of the part noticed. If a response in one piece is its beginning, take_whole()
  /// comes first.
  void append_part(const ReadOptions& options, const Notes& notes, Answer& part, Answer& answer);
  /// Sorts the tokens and collects the texts of a response that came in one piece.
  void take_whole(const ReadOptions& options, Answer& answer);
  /// Sets the state of the finished answer, its failure, and the warnings about its tokens.
  void finish(const ReadOptions& options, Answer& answer);

 private:
  /// What shows that the response is over, apart from the end signs of its choices.
  enum class End { unknown, known, done };

  Alignment& alignment_of(const Choice& choice);
  void note_endings(const Answer& part);
  void judge_unread(Answer& answer);
  void advance(Choice& choice, Answer& answer, bool final);
  void align(const ReadOptions& options, Answer& answer);
  std::string why_not_aligned(const Choice& choice, const std::string& parting) const;
  std::string why_no_logprobs(const Answer& answer) const;
  void mark_no_logprobs(const Answer& answer);

  ChoicePlaces choices_;
  End end_ = End::unknown;
  std::size_t expected_ = 0;  // choices
  Unread unread_;
  std::string failed_reason_;    // the first finish_reason that means a failure
  std::string filtered_reason_;  // the first one that means a filter
  State damage_ = State::complete;
  Failure failure_{};
  Notes notes_;
  Calls calls_;
  std::map<std::pair<int, Kind>, Alignment> alignments_;  // by index and kind of the choice
  Reasoning reasoning_;
};

}  // namespace logprobs::read
