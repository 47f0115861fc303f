// The environment.
#pragma once

#include <span>
#include <string_view>

namespace logprobs::generate {

/// A variable, or several that mean the same.
struct Variable {
  std::string_view names;  ///< "A, B"
  std::string_view about;  ///< what it does; a marked text, see roff.hpp
};

/// All that the program looks at, those of its own first.
std::span<const Variable> variables();

}  // namespace logprobs::generate
