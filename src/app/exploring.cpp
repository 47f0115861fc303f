#include "app/exploring.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/line_input.hpp"
#include "app/load_answer.hpp"
#include "app/print_answer.hpp"
#include "explore/answer_list.hpp"
#include "explore/lines_mode.hpp"
#include "explore/walk_through.hpp"
#include "logprobs/text.hpp"
#include "system/signals.hpp"
#include "system/terminal.hpp"

namespace logprobs::app {
namespace {

/// Keeps answers, and shows nothing.
class Keeper : public View {
 public:
  explicit Keeper(AnswerIndex& index) : index_(index) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    index_.entries.add(answer, report, 0).kept = static_cast<std::uint32_t>(index_.kept.size());
    index_.kept.push_back(answer);
  }

 private:
  AnswerIndex& index_;
};

/// What a walk came to.
struct Walked {
  explore::Ending ending = explore::Ending::leave;
  std::optional<Answer> answer{};  ///< that was shown last
  std::string view = "text";       ///< to print it with
};

/// Lets somebody choose answers from a list, and walk through each.
class Walks {
 public:
  Walks(const AnswerIndex& index, const cli::Options& options, const ShowOptions& show)
      : index_(index), options_(options), show_(show), list_(index.entries, sources()) {
    // A full screen needs escape sequences anyhow, and a cursor that one sees.
    if (show_.depth == ColorDepth::none) show_.depth = ColorDepth::attributes;
  }

  Walked run() {
    system::FullScreen terminal;
    explore::Stage stage(terminal);
    explore::Chooser chooser(list_, show_);
    const bool has_list = index_.entries.size() > 1;
    Walked walked;
    do {
      if (has_list) walked.ending = explore::choose(chooser, stage);
      if (has_list && walked.ending != explore::Ending::list) break;
      LoadedAnswer loaded = load_answer(index_, list_.selected().value_or(0), options_);
      if (!loaded.answer && !has_list) throw Error(ExitCode::failed, loaded.problem);
      if (!loaded.answer) {
        chooser.say(visible(loaded.problem));
        continue;
      }
      walked.answer = std::move(loaded.answer);
      explore::Explorer explorer(*walked.answer, show_, has_list);
      walked.ending = explore::walk_through(explorer, stage);
      walked.view = explorer.view();
    } while (walked.ending == explore::Ending::list);
    return walked;
  }

 private:
  /// A question that was asked has no file.
  std::vector<std::string> sources() const {
    return options_.asks() ? std::vector<std::string>(1) : options_.replay;
  }

  const AnswerIndex& index_;
  const cli::Options& options_;
  ShowOptions show_;
  explore::AnswerList list_;
};

bool reads_standard_input(const cli::Options& options) {
  const auto is_dash = [](const std::string& name) { return name == "-"; };
  return std::any_of(options.replay.begin(), options.replay.end(), is_dash);
}

/// Commands come from standard input, unless the answers do.
ExitCode explore_by_lines(const AnswerIndex& index, const cli::Options& options,
                          const ShowOptions& show, system::Output& output) {
  constexpr std::string_view prompt = "> ";
  const LoadedAnswer loaded = load_answer(index, 0, options);
  if (!loaded.answer) throw Error(ExitCode::failed, loaded.problem);
  explore::LinesMode walk(*loaded.answer, show);
  std::string out = walk.greeting();
  LineInput lines(reads_standard_input(options) ? "/dev/tty" : "-");
  const bool is_seen = system::is_terminal(output.descriptor());
  while (!walk.is_over()) {
    if (is_seen) out += prompt;
    output.write(out);
    const std::optional<std::string> line = lines.next();
    if (!line) break;
    out = walk.take(*line);
  }
  return system::received_signal() != 0 ? system::signal_code() : index.code;
}

}  // namespace

bool has_full_screen(const cli::Options& options, const system::Environment& environment) {
  const std::string_view term = environment.get("TERM");
  return options.explore == cli::Explore::screen && !term.empty() && term != "dumb";
}

AnswerIndex keep_answers(const std::function<ExitCode(View&)>& give) {
  AnswerIndex index;
  Keeper keeper(index);
  index.code = give(keeper);
  return index;
}

ExitCode explore_answers(const AnswerIndex& index, const cli::Options& options, bool has_screen,
                         const ShowOptions& show, system::Output& output) {
  if (!has_screen || index.entries.empty()) print_messages(index);
  if (system::received_signal() != 0) return system::signal_code();
  if (index.entries.empty()) return index.code;
  if (!has_screen) return explore_by_lines(index, options, show, output);
  const Walked walked = Walks(index, options, show).run();
  if (walked.ending == explore::Ending::leave && walked.answer) {
    print_answer(*walked.answer, walked.view, options, show, {}, output);
  }
  print_messages(index);
  if (system::received_signal() != 0) return system::signal_code();
  return walked.ending == explore::Ending::interrupted ? ExitCode::interrupted : index.code;
}

}  // namespace logprobs::app
