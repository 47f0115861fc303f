// Puts an answer together from the documents of its response.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logprobs/read.hpp"
#include "read/join/grouping.hpp"
#include "read/join/response_progress.hpp"
#include "read/join/turns.hpp"

namespace logprobs::read {

/// What a document says aside from its answer.
struct Aside {
  const Notes& notes;
  const std::string& trouble;  ///< a sentence: what is wrong with it; empty if nothing is
};

/// The answer that is read now. A document adds to it as `part`, which add() and take() use up.
class Assembly {
 public:
  explicit Assembly(const ReadOptions& options) : options_(options) {
    answer_.source = options.source;
  }

  /// What came so far, or, after finish(), the finished answer.
  const Answer& answer() const { return answer_; }
  /// True while the answer may still grow.
  bool open() const { return open_; }
  /// True if the answer is one whole response so far: nothing that follows is missing from it.
  bool whole() const { return whole_; }
  /// True if more of the answer must come.
  bool unfinished() const { return open_ && (turns_.holding() || !progress_.ended()); }
  /// True if `part` belongs to the open answer.
  bool takes(const Answer& part, const Notes& notes) const;
  /// True if `part` is an error in the middle of the open answer: it has no id and says no more.
  bool broken_off_by(const Answer& part) const;

  /// Appends a part, or begins an answer with it. `complete`: nothing needs to follow.
  void add(Answer& part, const Aside& aside, bool complete);
  /// True if the answer, which has just grown, is to be shown, which takes time for each choice:
  /// not for each part if there are many choices. Sorts its choices.
  bool to_be_shown();
  /// Takes a whole response: the only one of the answer, or one of several.
  void take(Answer& part, const Aside& aside);
  /// Says how many choices the answer must have to be whole if no end of the response comes.
  void expect(std::size_t choices) { progress_.expect(choices); }
  /// Says that the answer is the only one of its value.
  void be_alone() { answer_.place.several = false; }
  /// Notes that [DONE] came.
  void take_done();
  /// The data of the stream that is not understood. It may come before the answer begins.
  Unread& unread() { return progress_.unread(); }
  const Unread& unread() const { return progress_.unread(); }
  /// Notes data that came and was lost, or is missing at the end.
  void mark_damaged(State state, std::string message);
  void mark_cut();
  /// Finishes the answer.
  void finish();

 private:
  void note(Answer& part, const Aside& aside);
  void append(Answer& part, const Aside& aside, bool complete);
  void release();

  const ReadOptions& options_;
  Answer answer_;
  ResponseProgress progress_;
  Grouping grouping_;
  Turns turns_;
  std::size_t kept_ = 0;     // bytes of memory that its parts take
  std::size_t unshown_ = 0;  // parts that came since to_be_shown() was true
  bool open_ = false;
  bool whole_ = false;  // it is one whole response so far
  bool full_ = false;   // it is larger than --max-bytes: no more of it is kept
};

}  // namespace logprobs::read
