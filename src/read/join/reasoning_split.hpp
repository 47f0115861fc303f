// Tells the tokens of the reasoning from those of the answer in one list that has both.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// What a chunk of a stream says of a choice besides its tokens. A whole response is one chunk.
struct Chunk {
  std::string_view reasoning{};  ///< its text of the reasoning
  std::string_view content{};    ///< its text of the answer
  bool call = false;             ///< it has a piece of a tool call
  bool last = false;             ///< nothing more comes
};

/// Sorts the tokens of one choice as they come. A chunk's tokens belong to the text in it; those of
/// a chunk without text wait for the next one. Where a chunk has both texts, they must prove where
/// the reasoning ends.
class ReasoningSplit {
 public:
  /// Takes the tokens from `first` on out of `content`, gives back those that are the answer's, and
  /// appends the others to `reasoning`. Holds back, at most 16, those that only the next chunk can
  /// tell.
  void take(const Chunk& chunk, Answer& answer, std::size_t first, std::vector<Token>& content,
            std::vector<Token>& reasoning);
  /// Drops held tokens that nothing tells: the response was cut off before a text came.
  void give_up();
  /// True if there were tokens of the reasoning.
  bool found() const { return found_; }
  /// True if some tokens may be of either.
  bool mixed() const { return mixed_; }

 private:
  std::size_t border(const Chunk& chunk, Answer& answer);

  std::string reasoning_;  // text since the last sorted tokens
  std::string content_;
  std::vector<Token> held_;  // not sorted yet
  std::size_t waiting_ = 0;  // those of them that came in former chunks
  bool thinking_ = false;    // the last sorted token is the reasoning's
  bool found_ = false;
  bool mixed_ = false;
};

}  // namespace logprobs::read
