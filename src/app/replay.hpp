// Shows saved responses.
#pragma once

#include <functional>
#include <string>

#include "app/block_reader.hpp"
#include "app/reading_progress.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// What replay() calls while it reads. Either may be absent.
struct ReplayCalls {
  std::function<void()> meanwhile{};        ///< now and then
  std::function<void(std::string)> hear{};  ///< takes each message in place of standard error
};

/// Shows every answer of every source of --replay, whose problems become messages. Returns the
/// worst exit code of all. `more_views` are like `view`, for several threads. Says how far it is.
/// Throws what View::done() and Output::write() throw.
ExitCode replay(const cli::Options& options, View& view, const MoreViews& more_views,
                system::Output& output, ReadingProgress& progress, const ReplayCalls& calls);

}  // namespace logprobs::app
