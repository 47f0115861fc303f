#include "logprobs/app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>

#include "core_dumps.hpp"
#include "live.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/cli.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "logprobs/terminal.hpp"
#include "logprobs/text.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "prepare.hpp"
#include "replay.hpp"
#include "saved.hpp"

namespace logprobs {
namespace {

Marks marks_named(std::string_view name) {
  return name == "emoji" ? Marks::emoji : name == "ascii" ? Marks::ascii : Marks::none;
}

ShowOptions show_options(const Options& options, const Environment& environment, int descriptor) {
  ShowOptions show;
  show.terminal = is_terminal(descriptor);
  show.depth = resolve_color(options.color, options.color_depth, environment, show.terminal);
  show.palette = options.palette == "classic" ? Palette::classic : Palette::colorblind;
  show.marks = marks_named(options.marks);
  show.width = show.terminal ? terminal_width(descriptor, environment) : 0;
  show.legend = !options.no_legend;
  show.quiet = options.quiet;
  show.only_clues = options.only_clues;
  show.several_sources = options.replay.size() > 1;
  show.thresholds = options.thresholds;
  return show;
}

ExitCode print(const Print& print) {
  if (print.code != ExitCode::ok) {
    print_text(print.text);
    return print.code;
  }
  Output output("-");
  std::string text = print.text;
  output.write(text);
  return print.code;
}

/// Nothing was asked, and nobody but a person at a terminal could say it now.
bool needs_help(const Options& options) {
  return options.replay.empty() && options.ask.words.empty() && is_terminal(STDIN_FILENO);
}

/// The view and the response would overwrite each other, however the two are spelled.
void refuse_same_file(const std::string& output, const std::string& save) {
  namespace fs = std::filesystem;
  if (output.empty() || save.empty()) return;
  std::error_code error;
  if (fs::weakly_canonical(output, error) != fs::weakly_canonical(save, error)) return;
  usage_error(fmt::format("--output and --save would both write {}", save));
}

/// A line that is taken back again needs a terminal that can.
bool wants_progress(const Options& options, const Environment& environment) {
  const std::string_view term = environment.get("TERM");
  constexpr int widest = 30;  // columns; a line that wraps cannot be taken back
  return !options.quiet && is_terminal(STDERR_FILENO) && !term.empty() && term != "dumb" &&
         terminal_width(STDERR_FILENO, environment) > widest;
}

Surroundings surroundings(const Options& options, const Environment& environment) {
  return {
      .progress = wants_progress(options, environment),
      .now = std::chrono::steady_clock::now,
      .date = std::chrono::system_clock::now,
      .random =
          [] {
            std::random_device device;
            return std::generate_canonical<double, 32>(device);
          },
      .pause = wait_for,
  };
}

ExitCode run_asking(const Options& options, const Environment& environment, View& view,
                    Output& output) {
  if (options.ask.dry_run) {
    std::string text = describe(prepare_request(options.ask, environment).request);
    if (is_terminal(output.descriptor())) text = visible_flow(text);
    output.write(text);
    return ExitCode::ok;
  }
  Saved saved(options.ask.save);  // what cannot be kept is told before a long prompt is read
  refuse_same_file(output.target(), saved.target());
  const Asking asking = prepare_request(options.ask, environment);
  const std::unique_ptr<Transport> transport = make_curl_transport();
  return ask(options, asking, *transport, view, output, saved, surroundings(options, environment));
}

}  // namespace

ExitCode run(std::span<const char* const> words) {
  guard_standard_descriptors();
  watch_signals();
  const auto parsed = parse_command_line(words);
  if (const Print* text = std::get_if<Print>(&parsed)) return print(*text);
  const Options& options = std::get<Options>(parsed);
  if (needs_help(options)) return print({short_help(), ExitCode::usage});
  if (options.replay.empty()) forbid_core_dumps();  // a key will be in memory
  Output output(options.output);
  const Environment environment = Environment::of_process();
  const auto view =
      make_view(options.format, show_options(options, environment, output.descriptor()));
  const ExitCode code = options.replay.empty() ? run_asking(options, environment, *view, output)
                                               : replay(options, *view, output);
  if (received_signal() == 0) output.commit();
  return code;
}

}  // namespace logprobs
