// The limit of views that hold all answers until the last.
#pragma once

#include <cstddef>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// What such a view makes, as its message names it.
struct HeldWhole {
  std::string_view what;     ///< "page"
  std::string_view reader;   ///< for which more is too much: "a browser"
  std::string_view instead;  ///< formats without a limit: "summary or csv"
  std::size_t largest;       ///< MiB
};

/// Throws Error{failed} if there are more than the largest with the last of this answer.
void check_size(std::size_t bytes, const Answer& answer, const HeldWhole& held);

}  // namespace logprobs::show
