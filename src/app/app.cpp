#include "app/app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/asking.hpp"
#include "app/background_asker.hpp"
#include "app/branching_view.hpp"
#include "app/browser.hpp"
#include "app/example.hpp"
#include "app/exploring.hpp"
#include "app/generated.hpp"
#include "app/history.hpp"
#include "app/kept_branch.hpp"
#include "app/live_walk.hpp"
#include "app/look.hpp"
#include "app/merge.hpp"
#include "app/messages.hpp"
#include "app/models.hpp"
#include "app/named_file.hpp"
#include "app/prepare.hpp"
#include "app/replay.hpp"
#include "app/shard.hpp"
#include "app/surroundings.hpp"
#include "cli/cli.hpp"
#include "cli/settings.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read_truth.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "system/background.hpp"
#include "system/core_dumps.hpp"
#include "system/descriptors.hpp"
#include "system/environment.hpp"
#include "system/input.hpp"
#include "system/output.hpp"
#include "system/signals.hpp"
#include "system/standard_error.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

ExitCode print(const cli::Print& print) {
  print_message(print.note);
  system::Output output("-");
  std::string text = print.text;
  output.write(text);
  return ExitCode::ok;
}

/// True for `-m help`.
bool wants_models(const cli::Options& options) {
  return options.asks() && options.ask.model == "help";
}

/// True if there is no question, and none can come from standard input, which is a terminal.
bool has_no_question(const cli::Options& options) {
  return options.asks() && options.ask.words.empty() && !wants_models(options) &&
         system::is_terminal(STDIN_FILENO);
}

/// True if nobody asks for one either.
bool needs_help(const cli::Options& options) {
  return has_no_question(options) && options.explore == cli::Explore::no;
}

ExitCode print_request(const Request& request, system::Output& output) {
  std::string text = describe(request);
  if (system::is_terminal(output.descriptor())) text = visible_flow(text);
  output.write(text);
  return ExitCode::ok;
}

ExitCode run_models(const cli::Options& options, const system::Environment& environment,
                    system::Output& output) {
  const PreparedRequest prepared = prepare_models_request(options.ask, environment);
  if (options.ask.dry_run) return print_request(prepared.request, output);
  if (!options.quiet) print_warnings(prepared.warnings);
  return print_models(prepared, *make_curl_transport(), output);
}

/// Replays answers with which the model is asked to go on.
ExitCode replay_branches(const cli::Options& options, const system::Environment& environment,
                         const ShowOptions& show, View& view, system::Output& output,
                         const std::function<void()>& meanwhile) {
  const PreparedRequest prepared = prepare_branches(options.ask, environment);
  if (!options.quiet) print_warnings(prepared.warnings);
  const std::unique_ptr<Transport> transport = make_curl_transport();
  const World outside = world_of(options, environment, meanwhile);
  BranchingView branching(options, show, prepared, *transport, outside, view);
  ReadingProgress progress(false, std::nullopt, std::chrono::steady_clock::now);
  const ExitCode code = replay(options, branching, {}, output, progress, {.meanwhile = meanwhile});
  return worse(code, branching.code());
}

/// Refuses the views that nobody can read on a terminal.
void refuse_to_print(std::string_view format) {
  constexpr std::string_view instead = "name a file with -o, or pipe it";
  if (format.ends_with("html")) {
    usage_error(fmt::format("-f {} is a page for a browser: {}", format, instead));
  }
  if (format == "svg") usage_error(fmt::format("-f svg is a picture: {}", instead));
}

std::shared_ptr<const Truth> load_truth(const std::string& file) {
  constexpr std::size_t most = std::size_t{4} << 30;
  return std::make_shared<const Truth>(read_truth(read_named_file("--truth", file, most),
                                                  fmt::format("--truth: {}", name_of_file(file))));
}

/// How many bytes of files are read, if that is known.
std::optional<std::uint64_t> bytes_to_read(const cli::Options& options) {
  if (options.parts.empty()) return system::total_size(options.replay);
  std::uint64_t size = 0;
  for (const cli::FilePart& part : options.parts) size += part.end - part.begin;
  return size;
}

/// Views for several threads, if they can share the work.
MoreViews more_views(std::string_view format, const ShowOptions& show) {
  const auto infos = views();
  const auto info = std::find_if(infos.begin(), infos.end(),
                                 [&](const ViewInfo& one) { return one.name == format; });
  if (info == infos.end() || info->sharing == Sharing::in_order) return {};
  return {.make = [format, &show] { return make_view(format, show); },
          .sum = info->sharing == Sharing::sums};
}

ReadingProgress reading_progress(const cli::Options& options,
                                 const system::Environment& environment) {
  const bool shows = wants_progress(options, environment, ReadingProgress::widest);
  return {shows, shows ? bytes_to_read(options) : std::nullopt, std::chrono::steady_clock::now};
}

ExitCode explore(const cli::Options& options, const system::Environment& environment,
                 system::Output& output) {
  const bool is_seen = system::is_terminal(output.descriptor());
  if (options.explore == cli::Explore::screen && !is_seen) {
    usage_error("--explore needs a terminal; without one, --explore=lines goes by lines");
  }
  const bool has_screen = has_full_screen(options, environment);
  ShowOptions show;
  AnswerIndex index;
  {
    // It ends before somebody types: what the terminal answers is not typed.
    system::BackgroundQuery query;
    show = show_options(options, environment, output.descriptor(), query);
    if (!options.asks()) {
      ReadingProgress progress = reading_progress(options, environment);
      index = index_answers(options, output, progress, [&] { query.attend(); });
    }
  }
  if (!options.asks()) {
    const auto asker = asker_for_files(options, environment, world_of(options, environment, [] {}));
    return explore_answers(index, options, has_screen, show, output, asker.get());
  }
  const bool types = has_no_question(options);
  if (has_screen) return explore_asking(options, environment, show, types, output);
  std::optional<BackgroundAsker> asker;
  SavedAnswer saved;
  const World world = world_of(options, environment, [] {});
  const AskingScreen screen{
      .type = types ? question_by_line(output) : nullptr,
      .open = [&](const PreparedRequest& prepared) { asker.emplace(options, prepared, world); },
      .kept = [&](const SavedAnswer& file) { saved = file; }};
  index = keep_answers([&](View& view) {
    return run_asking(options, environment, show, view, output, world, screen);
  });
  index.saved = saved;
  return explore_answers(index, options, has_screen, show, output, asker ? &*asker : nullptr);
}

/// `partials`: those of --merge.
ExitCode show_answers(const cli::Options& options, const std::vector<Partial>& partials,
                      const system::Environment& environment, system::Output& output) {
  if (options.generate != cli::Generate::none) {
    std::string text = generated_text(options, environment);
    output.write(text);
    return ExitCode::ok;
  }
  if (wants_models(options)) return run_models(options, environment, output);
  if (options.ask.dry_run) {
    return print_request(prepare_request(options.ask, environment).request, output);
  }
  if (system::is_terminal(output.descriptor())) refuse_to_print(options.format);
  if (options.explore != cli::Explore::no) return explore(options, environment, output);
  system::BackgroundQuery query;
  ShowOptions show = show_options(options, environment, output.descriptor(), query);
  if (!options.truth.empty()) show.stats.truth = load_truth(options.truth);
  const auto view = make_view(options.format, show);
  const auto meanwhile = [&] { query.attend(); };
  if (!options.merge.empty()) return merge(options, partials, *view, output);
  if (options.asks()) {
    return run_asking(options, environment, show, *view, output,
                      world_of(options, environment, meanwhile));
  }
  if (options.branches.any()) {
    return replay_branches(options, environment, show, *view, output, meanwhile);
  }
  ReadingProgress progress = reading_progress(options, environment);
  return replay(options, *view, more_views(options.format, show), output, progress,
                {.meanwhile = meanwhile});
}

/// Does what the options say, which come of `words` and of what is around them.
ExitCode run_options(cli::Options options, std::span<const char* const> words,
                     const system::Environment& environment, const cli::Surroundings& around) {
  if (needs_help(options)) {
    system::print_text(cli::first_help(shipped_example()));
    return ExitCode::usage;
  }
  // A key will be sent.
  if (options.asks() || options.branches.may_ask()) system::forbid_core_dumps();
  std::vector<KeptAnswer> kept;
  if (options.last || options.history) {
    kept = kept_answers(history_folder(environment), options.thresholds);
  }
  if (options.last) options.replay = {kept_file(kept, *options.last)};
  options.branches.in_files = options.branches.any() || (options.explore != cli::Explore::no &&
                                                         may_have_branches(options.replay));
  std::vector<Partial> partials;
  if (!options.merge.empty()) {
    partials = read_partials(options);
    options = with_options_of(partials.front(), options, words, around);
  }
  if (options.shard) {
    options.parts = parts_of(options.replay, *options.shard, options.max_bytes);
  }
  const bool is_temporary = options.open && options.output == "-";
  if (is_temporary) options.output = temporary_page(environment);
  system::Output output(options.output,
                        is_temporary ? std::optional(system::owner_alone) : std::nullopt);
  const ExitCode code = options.history ? list_history(kept, options.quiet, environment, output)
                                        : show_answers(options, partials, environment, output);
  if (system::received_signal() != 0) return code;
  if (options.partial && code == ExitCode::failed) return code;
  output.commit();
  if (options.open) open_page(options.output, options.quiet);
  return code;
}

}  // namespace

ExitCode run(std::span<const char* const> words) {
  system::guard_standard_descriptors();
  system::watch_signals();
  const system::Environment environment = system::Environment::of_process();
  const cli::Surroundings around = surroundings(environment);
  const auto parsed = cli::parse_command_line(words, around);
  if (const cli::Print* text = std::get_if<cli::Print>(&parsed)) return print(*text);
  const auto& options = std::get<cli::Options>(parsed);
  try {
    return run_options(options, words, environment, around);
  } catch (const Error& error) {
    throw cli::at_its_place(error, options.places);
  }
}

}  // namespace logprobs::app
