// The look of a picture.
#pragma once

#include <string>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// The style sheet: both schemes, of which the browser's own decides, or that of the background if
/// it is known.
std::string style_sheet(const ShowOptions& options);

/// The classes of text or of a bar in that style, separated by spaces; empty for plain text.
std::string classes_of(const Style& style);

}  // namespace logprobs::show
