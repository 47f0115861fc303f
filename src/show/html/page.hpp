// The page around the answers.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// What is in a page.
struct Page {
  std::string title{};    ///< visible text, not yet escaped
  std::string header{};   ///< what precedes the answers, as markup
  std::string answers{};  ///< the answers' sections, as markup
};

/// What colours and lines mean; empty without a legend. As markup, like the next two.
std::string legend(const ShowOptions& options);

/// What the numbers do not mean, the settings, and the list of keys.
std::string controls(const ShowOptions& options);

/// The table of all answers, which the script fills.
std::string_view index_table();

/// The style of painted answers that are pasted into a page: it has effect in them alone.
std::string fragment_style();

/// Appends the whole page, with its style and script.
void append_page(const Page& page, const ShowOptions& options, std::string& out);

}  // namespace logprobs::show
