// Asks the question of a command line.
#pragma once

#include <functional>

#include "app/attended_transport.hpp"
#include "app/live.hpp"
#include "app/prepare.hpp"
#include "app/save_file.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/environment.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// True if progress can be shown: it is a line of at most `widest` cells that is erased again,
/// which not every terminal can do.
bool wants_progress(const cli::Options& options, const system::Environment& environment,
                    int widest);

/// What asking needs from this process. `meanwhile` is called now and then.
World world_of(const cli::Options& options, const system::Environment& environment,
               const std::function<void()>& meanwhile);

/// What a screen has to do with asking; each may be absent.
struct AskingScreen {
  TypeQuestion type{};                                 ///< as in prepare_request()
  std::function<void(const PreparedRequest&)> open{};  ///< called before anything is sent
  std::function<void(const SavedAnswer&)> kept{};      ///< called once the answer is in its file
  Attendant* attendant = nullptr;  ///< looks after it while requests are on their way
};

/// Prepares the request, sends it, shows the answer with `view`, goes on with it where the options
/// say so, and keeps it where they say. Throws what prepare_request() and ask() throw.
ExitCode run_asking(const cli::Options& options, const system::Environment& environment,
                    const ShowOptions& show, View& view, system::Output& output, const World& world,
                    const AskingScreen& screen = {});

}  // namespace logprobs::app
