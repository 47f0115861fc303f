// How far a response has come, and how it ended.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "logprobs/read.hpp"
#include "read/join/alignment.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// The choices that a response began, which of them have their end sign, and what was lost on the
/// way.
class ResponseProgress {
 public:
  /// Notes the choices of a part, and which of them it ends.
  void note(const Answer& part);
  /// Notes that something of it was lost; the first such thing is the cause.
  void mark_damaged(State state, std::string message, std::string code = "");
  void mark_cut();
  /// [DONE] came, or it is a document by itself.
  void end() { done_ = true; }
  /// It did not end with what was taken for all of it.
  void go_on() { done_ = false; }
  /// Every choice that it began has its end sign.
  bool ended() const { return done_ || (!ended_.empty() && unended_ == 0); }
  /// Notes what was noticed in a document of it.
  void note(const Notes& notes);

  /// Puts `part` behind what came of the same response.
  void append_part(Repeats repeats, Answer& part, Answer& answer);
  /// Decides how the response ended, and says what is to be said of its tokens.
  void finish(const ReadOptions& options, Answer& answer);

 private:
  struct ChoiceAlignment {
    int index = 0;
    Kind kind = Kind::content;
    Alignment alignment{};
  };

  Alignment& alignment_of(const Choice& choice);
  void align_whole(Answer& answer);
  void align(Answer& answer);
  std::string why_no_logprobs(const Answer& answer) const;

  std::map<int, bool> ended_;  // by index, each choice that it began: whether its end sign came
  std::size_t unended_ = 0;    // of them
  bool done_ = false;
  State damage_ = State::complete;
  Failure failure_{};
  Notes notes_;
  std::vector<ChoiceAlignment> alignments_;  // sorted
};

}  // namespace logprobs::read
