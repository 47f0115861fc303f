#include "app/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "app/block_replay.hpp"
#include "app/logits.hpp"
#include "app/merge.hpp"
#include "app/part_log.hpp"
#include "app/read_at.hpp"
#include "app/source.hpp"
#include "app/writer.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

void show_file(std::size_t number, const cli::Options& options, PartLog& parts,
               std::optional<Tokenizer>& tokenizer, Presenter& presenter, Writer& writer,
               const AfterBytes& after) {
  const std::string& file = options.replay[number];
  if (show_logits(file, options, tokenizer, presenter, writer)) return parts.end(number, 0);
  system::Input input(file);
  Reader reader(read_options(file, options, begin_part(options, number, input)));
  const bool could_read = feed(reader, input, [&](std::size_t size) {
    const bool more = drain(reader, presenter, writer);
    after(size);
    return more && !writer.stopped();
  });
  if (!could_read) return presenter.fail(file, input.problem(), ExitCode::failed);
  parts.end(number, input.line_ends());
  if (!writer.stopped()) warn_of_unused(file, options, presenter);
}

void show_files(const cli::Options& options, PartLog& parts, Presenter& presenter, Writer& writer,
                const AfterBytes& after) {
  std::optional<Tokenizer> tokenizer;  // can be read only once from a pipe
  for (std::size_t i = 0; i < options.replay.size() && !writer.stopped(); ++i) {
    if (!has_part(options, i)) continue;
    show_file(i, options, parts, tokenizer, presenter, writer, after);
    writer.put(presenter.shown);
    writer.end_source();
  }
}

/// How many threads --jobs wants: as many as there are cores, if it does not say.
std::size_t useful_jobs(const cli::Options& options) {
  return options.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
}

/// Shows what begins at one byte of a file.
void show_one(const std::string& file, const cli::Options& options, Presenter& presenter,
              Writer& writer) {
  const auto show = [&](Event event, const Reader& reader) {
    presenter.take(event, reader.answer(), reader.problem(), false);
    writer.put(presenter.shown);
    return !writer.stopped();
  };
  const FoundAt one = read_at(*options.at_offset, file, options, show);
  if (!one.problem.empty()) return presenter.fail(file, one.problem, ExitCode::failed);
  if (one.found || writer.stopped()) return;
  presenter.fail(file,
                 fmt::format("no response begins at byte {}; offset in json says where each "
                             "does",
                             *options.at_offset),
                 ExitCode::unusable);
}

}  // namespace

ExitCode replay(const cli::Options& options, View& view, const MoreViews& more_views,
                system::Output& output, ReadingProgress& progress, const ReplayCalls& calls) {
  Presenter presenter(options, view, Origin::files);
  Writer writer(output, options.judges());
  writer.make_way = [&] { progress.erase(); };
  writer.hear = calls.hear;
  presenter.let_put([&] { writer.put(presenter.shown); });
  presenter.begin();
  PartLog parts(options, presenter, writer);
  const AfterBytes after = [&](std::size_t size) {
    progress.advance(size);
    if (!writer.in_line()) progress.show(writer.faults());
    if (calls.meanwhile) calls.meanwhile();
  };
  if (options.at_offset) {
    show_one(options.replay.front(), options, presenter, writer);
  } else if (const std::size_t jobs = useful_jobs(options); jobs > 1) {
    BlockReplay(options, jobs, more_views, view, parts, presenter, writer).run(after);
  } else {
    show_files(options, parts, presenter, writer, after);
  }
  progress.erase();
  return options.partial ? end_partial(options, view, parts.take(), presenter, writer)
                         : end(presenter, writer);
}

}  // namespace logprobs::app
