// Keeps what was counted in a file, exactly.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"
#include "show/stats/stats.hpp"

namespace logprobs::show {

/// Appends all that was counted as a JSON object: integers as they are, sums of 128 bits as decimal
/// strings, of the bins only those that have something. Doubles read back as the same.
void save(const GroupedStats& stats, std::string& out);

/// Sets `stats` to what was saved; `line_of` as for View::load(). False if it is something else.
bool load(std::string_view saved, const View::LineOf& line_of, GroupedStats& stats);

}  // namespace logprobs::show
