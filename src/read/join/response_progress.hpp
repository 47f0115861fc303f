// Follows an answer while its response comes, and decides how it ended.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "logprobs/read.hpp"
#include "read/join/alignment.hpp"
#include "read/join/calls.hpp"
#include "read/join/reasoning.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Knows which choices an answer has, which of them have ended, and what was lost on the way.
class ResponseProgress {
 public:
  /// Notes the choices of a part, and which of them it ends.
  void note(const Answer& part);
  /// Notes that something was lost. The first such note gives the answer its state and failure.
  void mark_damaged(State state, std::string message, std::string code = "");
  /// Notes that the source ended too early.
  void mark_cut();
  /// Says that the response is over: [DONE] came, or it is one document.
  void end() { done_ = true; }
  /// Says that the response continues after all.
  void go_on() { done_ = false; }
  /// True if the response is over, or every choice in it has its end sign.
  bool ended() const { return done_ || (!ended_.empty() && unended_ == 0); }
  /// Notes what the reader of a document noticed.
  void note(const Notes& notes);

  /// Appends `part` to `answer`, which is what came before of the same response. `notes` are what
  /// the reader of the part noticed.
  void append_part(const ReadOptions& options, const Notes& notes, Answer& part, Answer& answer);
  /// Sets the state of the finished answer, its failure, and the warnings about its tokens.
  void finish(const ReadOptions& options, Answer& answer);

 private:
  struct ChoiceAlignment {
    int index = 0;
    Kind kind = Kind::content;
    Alignment alignment{};
  };

  Alignment& alignment_of(const Choice& choice);
  void advance(Choice& choice, Answer& answer, bool final);
  void take_whole(const ReadOptions& options, Answer& answer);
  void align(const ReadOptions& options, Answer& answer);
  std::string why_not_aligned(const Choice& choice, std::string parting) const;
  std::string why_no_logprobs(const Answer& answer) const;
  void mark_no_logprobs(const Answer& answer);

  std::map<int, bool> ended_;  // by index: whether the choice's end sign came
  std::size_t unended_ = 0;    // choices without an end sign
  bool done_ = false;
  State damage_ = State::complete;
  Failure failure_{};
  Notes notes_;
  Calls calls_;
  std::vector<ChoiceAlignment> alignments_;  // sorted by choice
  Reasoning reasoning_;
};

}  // namespace logprobs::read
