#include "app/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include "app/block_replay.hpp"
#include "app/logits.hpp"
#include "app/merge.hpp"
#include "app/part_log.hpp"
#include "app/source.hpp"
#include "app/writer.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"
#include "system/random_access.hpp"

namespace logprobs::app {
namespace {

/// Gives a file's bytes to the reader, and calls `take` with the size of each piece, as long as it
/// returns true and no signal comes. False if the file cannot be read.
bool feed(Reader& reader, system::Input& input, const std::function<bool(std::size_t)>& take) {
  for (bool more = true; more;) {
    std::size_t size = 0;
    switch (input.read(reader.space(), size)) {
      case system::Input::ReadResult::bytes:
        reader.filled(size);
        break;
      case system::Input::ReadResult::end:
        reader.finish();
        break;
      case system::Input::ReadResult::signal:
        return true;
      case system::Input::ReadResult::failure:
        return false;
    }
    more = take(size);
  }
  return true;
}

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

/// Begins to read a file at this byte, which plain text allows; else all before it is read too.
void begin_at(std::uint64_t offset, const std::string& file, system::Input& input,
              ReadOptions& read) {
  std::array<char, 16> front{};
  const system::RandomAccess beginning(file);
  const std::size_t size = std::min<std::uint64_t>(front.size(), beginning.size());
  const bool is_plain = beginning.is_open() && beginning.read(0, std::span(front).first(size)) &&
                        !is_encoded({front.data(), size});
  if (offset > 0 && is_plain && input.pass_over(offset)) read.begin = {.offset = offset, .line = 0};
}

/// Shows what begins at one byte of a file.
class OneResponse {
 public:
  explicit OneResponse(std::uint64_t offset) : offset_(offset) {}

  /// Like drain(), but for this response alone.
  bool drain(Reader& reader, Presenter& presenter, Writer& writer) {
    while (!writer.stopped()) {
      const Event event = reader.next();
      if (event == Event::needs_bytes) return true;
      if (event == Event::end) return false;
      const std::optional<std::uint64_t> begin =
          event == Event::broken ? reader.problem().place.offset : reader.answer().place.offset;
      if (begin == offset_) {
        found_ = true;
        is_open_ = event == Event::grown;
        presenter.take(event, reader.answer(), reader.problem(), false);
        writer.put(presenter.shown);
      } else if (begin > offset_ && !is_open_) {
        return false;
      }
    }
    return false;
  }

  bool found() const { return found_; }

 private:
  std::uint64_t offset_;
  bool found_ = false;
  bool is_open_ = false;  // it has begun, and others may come before its end
};

void show_one(const std::string& file, const cli::Options& options, Presenter& presenter,
              Writer& writer) {
  system::Input input(file);
  ReadOptions read = read_options(file, options);
  begin_at(*options.at_offset, file, input, read);
  Reader reader(read);
  OneResponse one(*options.at_offset);
  if (!feed(reader, input, [&](std::size_t) { return one.drain(reader, presenter, writer); })) {
    return presenter.fail(file, input.problem(), ExitCode::failed);
  }
  if (one.found() || writer.stopped()) return;
  presenter.fail(file,
                 fmt::format("no response begins at byte {}; offset in json says where each "
                             "does",
                             *options.at_offset),
                 ExitCode::unusable);
}

}  // namespace

ExitCode replay(const cli::Options& options, View& view, const MakeView& make_view,
                system::Output& output, ReadingProgress& progress,
                const std::function<void()>& meanwhile) {
  Presenter presenter(options, view, Origin::files);
  Writer writer(output, options.judges());
  writer.make_way = [&] { progress.erase(); };
  presenter.let_put([&] { writer.put(presenter.shown); });
  presenter.begin();
  PartLog parts(options, presenter, writer);
  const AfterBytes after = [&](std::size_t size) {
    progress.advance(size);
    if (!writer.in_line()) progress.show(writer.faults());
    meanwhile();
  };
  if (options.at_offset) {
    show_one(options.replay.front(), options, presenter, writer);
  } else if (const std::size_t jobs = useful_jobs(options); jobs > 1) {
    BlockReplay(options, jobs, make_view, view, parts, presenter, writer).run(after);
  } else {
    show_files(options, parts, presenter, writer, after);
  }
  progress.erase();
  return options.partial ? end_partial(options, view, parts.take(), presenter, writer)
                         : end(presenter, writer);
}

}  // namespace logprobs::app
