// Parses what to look for in answers. A parser throws Error{usage}, which names the option, for any
// argument other than its comment describes.
#pragma once

#include <string>
#include <vector>

#include "cli/cli.hpp"
#include "logprobs/finding.hpp"

namespace logprobs::cli {

/// Labels separated by commas. No two are equal as labels are compared, and none is empty.
std::vector<std::string> parse_labels(Argument argument);

/// The numbers from A to B, for "A-B", or those between commas: two or more. They are returned in
/// ascending order.
std::vector<double> parse_scale(Argument argument);

/// The path of a field: a JSON Pointer, empty for the whole JSON.
std::string parse_path(Argument argument);

/// "PATH=A,B": the values that a field may have, byte by byte.
Enum parse_enum(Argument argument);
/// Adds such an enum, of a path that has none yet.
void add_enum(Argument argument, std::vector<Enum>& enums);

/// "PATH=P": the probability that a field must have.
MinField parse_min_field(Argument argument);

/// Checks what the options say together, and writes the expected label as the labels have it.
void complete(Sought& sought);

}  // namespace logprobs::cli
