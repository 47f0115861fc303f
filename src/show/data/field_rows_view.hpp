// A row per value of JSON: csv and tsv with --fields.
#pragma once

#include <memory>

#include "logprobs/show.hpp"
#include "show/data/row_cells.hpp"

namespace logprobs::show {

/// Makes the view.
std::unique_ptr<View> make_field_rows_view(const ShowOptions& options, const RowCells& cells);

}  // namespace logprobs::show
