#include "app/replay.hpp"

#include "app/session.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

void show_file(const std::string& file, const cli::Options& options, Session& session) {
  system::Input input(file);
  Reader reader({.source = file,
                 .from = options.from,
                 .choice = options.choice,
                 .prompt = options.show_prompt,
                 .reasoning = options.show_reasoning,
                 .max_bytes = options.max_bytes});
  for (bool more = true; more && !session.stopped();) {
    std::size_t size = 0;
    switch (input.read(reader.space(), size)) {
      case system::Input::ReadResult::bytes:
        reader.filled(size);
        break;
      case system::Input::ReadResult::end:
        reader.finish();
        break;
      case system::Input::ReadResult::signal:
        return;
      case system::Input::ReadResult::failure:
        return session.fail(file, input.problem(), ExitCode::failed);
    }
    more = session.drain(reader);
    session.flush();
  }
}

}  // namespace

ExitCode replay(const cli::Options& options, View& view, system::Output& output) {
  Session session(options, view, output, Origin::files);
  session.begin();
  for (const std::string& file : options.replay) {
    if (!session.stopped()) show_file(file, options, session);
  }
  return session.end();
}

}  // namespace logprobs::app
