// Options that do not go together.
#pragma once

#include <string>

#include "cli/make_options.hpp"

namespace logprobs::cli {

// All throw Error{usage} with a sentence that names the options.

/// Refuses a key on the command line in place of its name; it is not quoted.
void refuse_misplaced_keys(const RawOptions& raw);
/// Refuses what does not go together wherever the answers come from.
void refuse_contradictions(const RawOptions& raw, const Options& options);
/// Refuses what does not go together when a model is asked. `output`: of --output.
void refuse_contradictions_of_asking(const AskOptions& ask, const std::string& output);
/// Refuses what is for files alone: whoever names it has forgotten --replay.
void refuse_options_of_files(const RawOptions& raw);
/// Refuses two sources of answers.
void refuse_two_modes(const Options& options);

}  // namespace logprobs::cli
