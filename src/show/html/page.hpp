// The page around the answers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/show.hpp"
#include "show/html/packs.hpp"

namespace logprobs::show {

/// What is in a page.
struct Page {
  std::string title{};    ///< visible text, not yet escaped
  std::string header{};   ///< what precedes the answers, as markup
  std::string answers{};  ///< the answers' sections, as markup; those that are packed are empty
  std::string rows{};     ///< a row (rows.hpp) for each section, separated by commas
  Packs packs{};
};

/// What colours and lines mean; empty without a legend. As markup, like the next two.
std::string legend(const ShowOptions& options);

/// What the numbers do not mean, the settings, and the list of keys.
std::string controls(const ShowOptions& options);

/// The head of a table with these columns, which the script sorts by.
std::string table_head(std::span<const std::string_view> columns);

/// The table of all answers, which the script fills.
std::string index_table();

/// The style of painted answers that are pasted into a page: it has effect in them alone.
std::string fragment_style();

/// Appends the whole page, with its style and script.
void append_page(Page& page, const ShowOptions& options, const std::vector<double>& cuts,
                 std::string& out);

}  // namespace logprobs::show
