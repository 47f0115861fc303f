// Joins what several runs have counted.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/partial.hpp"
#include "app/writer.hpp"
#include "cli/cli.hpp"
#include "cli/options.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Ends a run of --partial: writes what the view has counted, and what was read. Returns `failed`,
/// and writes nothing, if not all could be read.
ExitCode end_partial(const cli::Options& options, const View& view, std::vector<ReadPart> parts,
                     Presenter& presenter, Writer& writer);

/// Reads the files of --merge. Throws Error{usage}, which names the file or the shard, unless they
/// are of one piece of work, no shard is there twice and, without --partial, none is missing.
std::vector<Partial> read_partials(const cli::Options& options);

/// The options of `words`, a command line with --merge, and those that the runs had.
cli::Options with_options_of(const Partial& partial, const cli::Options& options,
                             std::span<const char* const> words, const cli::Surroundings& around);

/// Shows what all of them have counted, or writes it as one of them. Returns the exit code that one
/// run over all has.
ExitCode merge(const cli::Options& options, const std::vector<Partial>& partials, View& view,
               system::Output& output);

}  // namespace logprobs::app
