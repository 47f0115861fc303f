// A row per value of JSON: csv and tsv with --fields.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a text to a row: append_csv_text() or append_tsv_text().
using AppendCell = void(std::string_view bytes, bool terminal, std::string& out);

/// Makes the view.
std::unique_ptr<View> make_field_rows_view(const ShowOptions& options, char separator,
                                           AppendCell* append_text);

}  // namespace logprobs::show
