#include "app/replay.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string>

#include "app/logits.hpp"
#include "app/writer.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

ReadOptions read_options(const std::string& file, const cli::Options& options) {
  ReadOptions read;
  read.source = replay_name(file, options);
  read.from = options.from;
  read.choice = options.choice;
  read.prompt = options.show_prompt;
  read.reasoning = options.show_reasoning;
  read.fields = options.show_fields;
  read.max_bytes = options.max_bytes;
  return read;
}

void show_file(const std::string& file, const cli::Options& options,
               std::optional<Tokenizer>& tokenizer, Presenter& presenter, Writer& writer,
               const std::function<void()>& meanwhile) {
  if (show_logits(file, options, tokenizer, presenter, writer)) return;
  system::Input input(file);
  Reader reader(read_options(file, options));
  for (bool more = true; more && !writer.stopped();) {
    std::size_t size = 0;
    switch (input.read(reader.space(), size)) {
      case system::Input::ReadResult::bytes:
        reader.filled(size);
        break;
      case system::Input::ReadResult::end:
        warn_of_unused(file, options, presenter);
        reader.finish();
        break;
      case system::Input::ReadResult::signal:
        return;
      case system::Input::ReadResult::failure:
        return presenter.fail(file, input.problem(), ExitCode::failed);
    }
    more = drain(reader, presenter, writer);
    meanwhile();
  }
}

}  // namespace

std::string replay_name(const std::string& file, const cli::Options& options) {
  if (!options.last) return file;
  return *options.last == 1 ? "the last answer"
                            : fmt::format("answer {} of the history", *options.last);
}

ExitCode replay(const cli::Options& options, View& view, system::Output& output,
                const std::function<void()>& meanwhile) {
  Presenter presenter(options, view, Origin::files);
  Writer writer(output, options.judges());
  presenter.let_put([&] { writer.put(presenter.shown); });
  presenter.begin();
  std::optional<Tokenizer> tokenizer;  // can be read only once from a pipe
  for (const std::string& file : options.replay) {
    if (writer.stopped()) break;
    show_file(file, options, tokenizer, presenter, writer, meanwhile);
    writer.put(presenter.shown);
    writer.end_source();
  }
  return end(presenter, writer);
}

}  // namespace logprobs::app
