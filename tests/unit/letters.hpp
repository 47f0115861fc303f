// Choices whose tokens are single letters.
#pragma once

#include <cstddef>
#include <string_view>

#include "read/tokens/build.hpp"
#include "samples.hpp"

namespace samples {

/// A choice with these tokens, a letter each, and an alternative for each.
inline void add_choice(logprobs::Answer& answer, int index, logprobs::Kind kind,
                       std::string_view letters, std::string_view message = "") {
  logprobs::Choice& choice = logprobs::read::choice_of(answer, index, kind);
  choice.message = message;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    choice.tokens.push_back(make_token(answer, {letters.substr(i, 1), -0.5, {}, "name"},
                                       {{letters.substr(i, 1), -0.5}}));
  }
}

}  // namespace samples
