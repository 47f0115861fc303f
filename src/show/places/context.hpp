// A token with the words around it, in one line.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "show/places/uncertain_tokens.hpp"

namespace logprobs::show {

/// Visible text of one line: white space is one space, with ↵ for line breaks.
struct Context {
  std::string before;  ///< after “…” where more precedes it
  std::string token;   ///< ␣ and ↵ if there is nothing else to see
  std::string after;   ///< before “…” where more follows
};

/// The rest of its word, seven words before that and three after it; `text` is the choice's.
Context context_of(const Answer& answer, const Choice& choice, std::string_view text,
                   const UncertainToken& token);

/// As much of it as fits, with room for brackets around the token, which is cut off last.
Context fitted(const Context& context, int cells);

}  // namespace logprobs::show
