// The tokens of made-up answers, spelled out in JSON beforehand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"

namespace bench {

/// How characters beyond ASCII are written: as \uXXXX or raw.
enum class Spelling { escaped, raw };
constexpr std::array both_spellings = {Spelling::escaped, Spelling::raw};

using Spelled = std::array<std::string, both_spellings.size()>;
inline std::string& in(Spelled& text, Spelling spelling) {
  return text[static_cast<unsigned>(spelling)];
}
inline const std::string& in(const Spelled& text, Spelling spelling) {
  return text[static_cast<unsigned>(spelling)];
}

void append_number(std::string& out, std::uint64_t number);

/// The parts of a token that are the same wherever it occurs, spelled out once.
struct Token {
  Spelled name;      // "…", OpenAI's name for the token
  Spelled text;      // the same, with U+FFFD for part of a character
  Spelled head;      // {"token":"…","logprob":
  std::string tail;  // ,"bytes":[…]
  bool whole = true;
};

/// The smallest thing that can be chosen: a token, or the tokens that make up one character.
struct Unit {
  std::vector<std::size_t> tokens;
  Spelled text;
};

/// Mostly English, with code, accents, other scripts, and emoji split into bytes.
class Vocabulary {
 public:
  Vocabulary();

  const std::vector<Token>& tokens() const { return tokens_; }
  const Unit& choose(Random& random) const;

 private:
  void add_whole(std::vector<Unit>& units, std::string_view text);
  void add_split(std::string_view character, const std::vector<std::size_t>& lengths);
  std::size_t index_of(std::string_view bytes, bool whole);

  std::vector<Token> tokens_;
  std::map<std::string, std::size_t, std::less<>> indices_;
  std::vector<Unit> words_, pieces_, marks_, foreign_, emoji_;
};

}  // namespace bench
