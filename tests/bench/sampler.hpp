// Made-up answers: their tokens, how probable each was, and its alternatives.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"
#include "vocabulary.hpp"

namespace bench {

/// A token with its logprob, as an alternative or as the chosen one.
struct Scored {
  std::size_t token = 0;
  float logprob = 0;
  bool without_bytes = false;  // as servers write null now and then
};

/// One token of an answer.
struct Pick {
  Scored chosen;
  std::vector<Scored> alternatives;  // most probable first
  std::string_view piece;  // what it adds to the text, as JSON; empty for part of a character
};

struct Answer {
  Spelling spelling = Spelling::raw;
  std::string text{};  // between the quotes of a JSON string
  std::vector<Pick> picks{};
};

/// Chooses tokens and their alternatives.
class Sampler {
 public:
  Sampler(const Vocabulary& vocabulary, std::size_t k, Random& random)
      : vocabulary_(vocabulary), k_(k), random_(random) {}

  Answer answer(std::size_t tokens, Spelling spelling);

 private:
  Pick pick(std::size_t token);
  float judge(std::size_t chosen, std::vector<Scored>& alternatives);
  void score(std::vector<Scored>& alternatives);
  void name(std::size_t chosen, std::vector<Scored>& alternatives);
  void forget_bytes(Scored& scored);

  const Vocabulary& vocabulary_;
  std::size_t k_;
  Random& random_;
};

}  // namespace bench
