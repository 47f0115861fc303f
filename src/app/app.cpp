#include "app/app.hpp"

#include <unistd.h>

#include <chrono>
#include <random>

#include "app/live.hpp"
#include "app/look.hpp"
#include "app/messages.hpp"
#include "app/prepare.hpp"
#include "app/replay.hpp"
#include "app/save_file.hpp"
#include "cli/cli.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "system/background.hpp"
#include "system/core_dumps.hpp"
#include "system/descriptors.hpp"
#include "system/environment.hpp"
#include "system/output.hpp"
#include "system/signals.hpp"
#include "system/standard_error.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

ExitCode print(const cli::Print& print) {
  if (print.code != ExitCode::ok) {
    system::print_text(print.text);
    return print.code;
  }
  system::Output output("-");
  std::string text = print.text;
  output.write(text);
  return print.code;
}

/// True if there is no question, and none can come from standard input, which is a terminal.
bool needs_help(const cli::Options& options) {
  return options.replay.empty() && options.ask.words.empty() && system::is_terminal(STDIN_FILENO);
}

/// True if progress can be shown: it is a line that is erased again, which not every terminal can
/// do.
bool wants_progress(const cli::Options& options, const system::Environment& environment) {
  const std::string_view term = environment.get("TERM");
  constexpr int widest = 30;  // columns; a line that wraps cannot be erased
  return !options.quiet && system::is_terminal(STDERR_FILENO) && !term.empty() && term != "dumb" &&
         system::terminal_width(STDERR_FILENO, environment) > widest;
}

World world(const cli::Options& options, const system::Environment& environment) {
  return {
      .progress = wants_progress(options, environment),
      .now = std::chrono::steady_clock::now,
      .date = std::chrono::system_clock::now,
      .random =
          [] {
            std::random_device device;
            return std::generate_canonical<double, 32>(device);
          },
      .pause = system::wait_for,
  };
}

ExitCode run_asking(const cli::Options& options, const system::Environment& environment, View& view,
                    system::Output& output) {
  if (options.ask.dry_run) {
    std::string text = describe(prepare_request(options.ask, environment).request);
    if (system::is_terminal(output.descriptor())) text = visible_flow(text);
    output.write(text);
    return ExitCode::ok;
  }
  SaveFiles saved{SaveFile("--save", options.ask.save),  // fails before a long prompt is read
                  SaveFile("--save-response", options.ask.save_response)};
  saved.exchange.refuse_collision(saved.response);
  saved.exchange.refuse_collision(output);
  saved.response.refuse_collision(output);
  const PreparedRequest prepared = prepare_request(options.ask, environment);
  const std::unique_ptr<Transport> transport = make_curl_transport();
  return ask(options, prepared, *transport, view, output, saved, world(options, environment));
}

}  // namespace

ExitCode run(std::span<const char* const> words) {
  system::guard_standard_descriptors();
  system::watch_signals();
  const auto parsed = cli::parse_command_line(words);
  if (const cli::Print* text = std::get_if<cli::Print>(&parsed)) return print(*text);
  const cli::Options& options = std::get<cli::Options>(parsed);
  if (needs_help(options)) return print({cli::short_help(), ExitCode::usage});
  if (options.replay.empty()) system::forbid_core_dumps();  // a key will be in memory
  system::Output output(options.output);
  const system::Environment environment = system::Environment::of_process();
  system::BackgroundQuery query;
  const auto view =
      make_view(options.format, show_options(options, environment, output.descriptor(), query));
  const ExitCode code = options.replay.empty() ? run_asking(options, environment, *view, output)
                                               : replay(options, *view, output);
  if (system::received_signal() == 0) output.commit();
  return code;
}

}  // namespace logprobs::app
