// What stands around the answers of a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

struct Page {
  std::string title;     ///< visible text
  bool several = false;  ///< there is more than one answer: they need an index
  std::string answers;   ///< their sections
};

/// Appends the whole page: title, legend, switches, index, answers, style and script.
void append_page(const Page& page, const ShowOptions& options, std::string& out);

}  // namespace logprobs::show
