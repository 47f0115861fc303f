// Keeps what was counted in a file, exactly.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"
#include "show/stats/stats.hpp"

namespace logprobs::show {

/// Appends all that was counted as a JSON object: integers as they are, sums of 128 bits as decimal
/// strings, of the bins only those that have something. Doubles read back as the same. Of the truth
/// it keeps the fingerprint alone.
void save(const GroupedStats& stats, const Truth* truth, std::string& out);

/// Sets `stats` to what was saved; `line_of` as for View::load(). False if it is something else.
/// Throws Error{usage} if it was counted with another truth.
bool load(std::string_view saved, const View::LineOf& line_of, const Truth* truth,
          GroupedStats& stats);

}  // namespace logprobs::show
