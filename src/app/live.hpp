// Asks a model and shows its answer.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "app/messages.hpp"
#include "app/prepare.hpp"
#include "app/save_file.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "logprobs/transport.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// What asking needs from the outside world besides the network; tests bring their own.
struct World {
  bool progress = false;  ///< say on standard error what is being waited for
  std::function<std::chrono::steady_clock::time_point()> now;   ///< to measure silence
  std::function<std::chrono::system_clock::time_point()> date;  ///< when it is, for people
  std::function<double()> random;                               ///< a number from 0 to 1
  std::function<bool(std::chrono::milliseconds)> pause;  ///< waits; false if a signal ended that
  std::function<void()> meanwhile = [] {};               ///< called now and then
  /// Whether somebody stopped what is asked, as a signal does.
  std::function<bool()> is_stopped = [] { return false; };
  /// Takes each message.
  std::function<void(std::string)> hear = print_message;
  /// Shows what is waited for, on a screen in place of standard error; empty: nothing is. May be
  /// absent.
  std::function<void(const std::string&)> waits{};
};

/// Sends the request, retries where that may help, shows the answer as it comes, and keeps it where
/// `saved` says. Returns the exit code. Throws what Transport::send(), View::done() and
/// Output::write() throw.
ExitCode ask(const cli::Options& options, const PreparedRequest& prepared, Transport& transport,
             View& view, system::Output& output, SaveFiles& saved, const World& world);

}  // namespace logprobs::app
