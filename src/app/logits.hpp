// Shows files of raw logits.
#pragma once

#include <optional>
#include <string>

#include "app/presenter.hpp"
#include "app/writer.hpp"
#include "cli/options.hpp"
#include "logprobs/logits.hpp"

namespace logprobs::app {

/// Whether this is a file of raw logits.
bool is_logits_file(const std::string& file);

/// Shows the responses in `file` if it is one of logits; false, without having done anything, if it
/// is not. Reads the tokenizer that `options` name into `tokenizer` if that is still empty. Throws
/// Error{usage} if a file that goes with it cannot be used.
bool show_logits(const std::string& file, const cli::Options& options,
                 std::optional<Tokenizer>& tokenizer, Presenter& presenter, Writer& writer);

/// Says which options for raw logits are of no use for `file`, which is not one of logits.
void warn_of_unused(const std::string& file, const cli::Options& options, Presenter& presenter);

}  // namespace logprobs::app
