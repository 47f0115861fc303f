// Shows files of raw logits.
#pragma once

#include <string>

#include "app/presenter.hpp"
#include "app/writer.hpp"
#include "cli/options.hpp"

namespace logprobs::app {

/// Shows the responses in `file` if it is one of logits; false, without having done anything, if it
/// is not. Throws Error{usage} if a file that goes with it cannot be used.
bool show_logits(const std::string& file, const cli::Options& options, Presenter& presenter,
                 Writer& writer);

}  // namespace logprobs::app
