#include "app/asking.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>

#include "app/branching_view.hpp"
#include "app/history.hpp"
#include "app/models.hpp"
#include "app/progress.hpp"
#include "app/save_file.hpp"
#include "logprobs/ask.hpp"
#include "system/random.hpp"
#include "system/signals.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

/// True if the answer is painted where a person sees it, who may want to see more of it.
bool keeps_history(const cli::Options& options, const system::Environment& environment,
                   const system::Output& output) {
  return options.format == "text" && options.output == "-" && !options.ask.no_history &&
         environment.get("LOGPROBS_HISTORY") != "0" && !history_folder(environment).empty() &&
         system::is_terminal(output.descriptor());
}

}  // namespace

bool wants_progress(const cli::Options& options, const system::Environment& environment,
                    int widest) {
  const std::string_view term = environment.get("TERM");
  return !options.quiet && system::is_terminal(STDERR_FILENO) && !term.empty() && term != "dumb" &&
         system::terminal_width(STDERR_FILENO, environment) > widest;
}

World world_of(const cli::Options& options, const system::Environment& environment,
               const std::function<void()>& meanwhile) {
  return {
      .progress = wants_progress(options, environment, Progress::widest),
      .now = std::chrono::steady_clock::now,
      .date = std::chrono::system_clock::now,
      .random = [] { return std::ldexp(static_cast<double>(system::random_number() >> 11U), -53); },
      .pause = system::wait_for,
      .meanwhile = meanwhile,
  };
}

ExitCode run_asking(const cli::Options& options, const system::Environment& environment,
                    const ShowOptions& show, View& view, system::Output& output, const World& world,
                    const AskingScreen& screen) {
  SaveFiles saved{SaveFile("--save", options.ask.save),  // fails before a long prompt is read
                  SaveFile("--save-response", options.ask.save_response)};
  saved.exchange.refuse_collision(saved.response);
  saved.exchange.refuse_collision(output);
  saved.response.refuse_collision(output);
  if (keeps_history(options, environment, output)) {
    saved.history.emplace(history_folder(environment));
  }
  PreparedRequest prepared = prepare_request(options.ask, environment, screen.type);
  const std::unique_ptr<Transport> network = make_curl_transport();
  if (screen.open) screen.open(prepared);
  const std::unique_ptr<Transport> attended =
      screen.attendant == nullptr
          ? nullptr
          : std::make_unique<AttendedTransport>(*network, *screen.attendant);
  Transport& transport = attended ? *attended : *network;
  const std::string choice = take_only_model(prepared, transport);
  if (!choice.empty() && !options.quiet) {
    world.hear(fmt::format(
        "{}: {}", Redactor(prepared.request).redacted(prepared.request.endpoint.base), choice));
    if (screen.open) screen.open(prepared);
  }
  if (!options.branches.any()) {
    const ExitCode code = ask(options, prepared, transport, view, output, saved, world);
    if (screen.kept) screen.kept(saved.exchange.saved());
    return code;
  }
  BranchingView branching(options, show, prepared, transport, world, view);
  const ExitCode code = ask(options, prepared, transport, branching, output, saved, world);
  SavedAnswer kept = saved.exchange.saved();
  const std::string problem = keep_after(kept, branching.lines());
  print_message(problem);
  return worse(worse(code, branching.code()), problem.empty() ? ExitCode::ok : ExitCode::failed);
}

}  // namespace logprobs::app
