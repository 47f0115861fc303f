// Asks a question on a full screen, and lets somebody walk through the answer while it comes.
#pragma once

#include "app/prepare.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show_options.hpp"
#include "system/environment.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// The exit code is that of run_asking(); if the request was stopped, it is `interrupted`. `types`:
/// somebody is to type the question. Messages are printed when the screen is left, after the
/// answer. Throws what run_asking() throws.
ExitCode explore_asking(const cli::Options& options, const system::Environment& environment,
                        const ShowOptions& show, bool types, system::Output& output);

/// Has somebody type the question as a line of standard input, after a prompt on `output`.
TypeQuestion question_by_line(system::Output& output);

}  // namespace logprobs::app
