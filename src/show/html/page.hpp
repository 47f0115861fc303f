// The page around the answers.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// What is in a page.
struct Page {
  std::string title;     ///< visible text, not yet escaped
  bool several = false;  ///< whether there are several answers, which need an index
  std::string answers;   ///< the answers' sections, as markup
};

/// Appends the whole page: title, legend, switches, index, answers, style and script.
void append_page(const Page& page, const ShowOptions& options, std::string& out);

}  // namespace logprobs::show
