// A live answer through read, judge and show.
#pragma once

#include <chrono>
#include <functional>

#include "app/prepare.hpp"
#include "app/save_file.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "logprobs/transport.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// What asking needs of the world beside the network; tests bring their own.
struct World {
  bool progress = false;  ///< what is waited for is told on standard error
  std::function<std::chrono::steady_clock::time_point()> now;
  std::function<std::chrono::system_clock::time_point()> date;
  std::function<double()> random;                        ///< a number from 0 to 1
  std::function<bool(std::chrono::milliseconds)> pause;  ///< false when a signal ended it
};

/// Sends the request, again where that may help, shows the answer while it comes, and keeps it in
/// `saved`; returns the exit code.
ExitCode ask(const cli::Options& options, const PreparedRequest& prepared, Transport& transport,
             View& view, system::Output& output, SaveFile& saved, const World& world);

}  // namespace logprobs::app
