#include "app/exploring.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/line_input.hpp"
#include "app/line_walks.hpp"
#include "app/load_answer.hpp"
#include "app/messages.hpp"
#include "app/print_answer.hpp"
#include "explore/answer_list.hpp"
#include "explore/inquiry.hpp"
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
  Walks(const AnswerIndex& index, const cli::Options& options, const ShowOptions& show,
        explore::Asker* asker)
      : index_(index),
        options_(options),
        show_(show),
        list_(index.entries, sources()),
        inquiry_(asker, whom_to_ask) {
    // A full screen needs escape sequences anyhow, and a cursor that one sees.
    if (show_.depth == ColorDepth::none) show_.depth = ColorDepth::attributes;
  }

  Walks(const Walks&) = delete;
  Walks& operator=(const Walks&) = delete;
  /// Nobody goes on with an answer that is gone.
  ~Walks() { inquiry_.stop(); }

  Walked run() {
    system::FullScreen terminal;
    explore::Stage stage(terminal);
    explore::Chooser chooser(list_, show_);
    const bool has_list = index_.entries.size() > 1;
    Walked walked;
    do {
      if (has_list) walked.ending = explore::choose(chooser, stage);
      if (has_list && walked.ending != explore::Ending::list) break;
      const std::size_t number = list_.selected().value_or(0);
      const std::string problem = open(number, has_list);
      if (!problem.empty() && !has_list) throw Error(ExitCode::failed, problem);
      if (!problem.empty()) {
        chooser.say(visible(problem));
        continue;
      }
      explore::Explorer& explorer = opened_.at(number)->explorer;
      walked.ending = explore::walk_through(explorer, stage);
      inquiry_.stop();
      walked.answer = explorer.walk().answer();
      walked.view = explorer.view();
    } while (walked.ending == explore::Ending::list);
    return walked;
  }

 private:
  struct Opened {
    Opened(Answer found, const ShowOptions& show, bool has_list, explore::Inquiry& inquiry)
        : answer(std::move(found)), explorer(answer, show, has_list, &inquiry) {}

    Answer answer;
    explore::Explorer explorer;
  };

  /// Opens an answer, as it was left if it was opened before. Returns why it cannot be.
  std::string open(std::size_t number, bool has_list) {
    if (opened_.count(number) != 0) return {};
    LoadedAnswer loaded = load_answer(index_, number, options_);
    if (!loaded.answer) return loaded.problem.empty() ? "it cannot be opened" : loaded.problem;
    auto opened = std::make_unique<Opened>(std::move(*loaded.answer), show_, has_list, inquiry_);
    const std::size_t lost =
        add_branches(index_.branches, index_.entries[number], opened->explorer.tree());
    if (lost > 0) opened->explorer.say(lost_words(lost));
    opened_.emplace(number, std::move(opened));
    return {};
  }

  /// A question that was asked has no file.
  std::vector<std::string> sources() const {
    return options_.asks() ? std::vector<std::string>(1) : options_.replay;
  }

  const AnswerIndex& index_;
  const cli::Options& options_;
  ShowOptions show_;
  explore::AnswerList list_;
  explore::Inquiry inquiry_;
  std::map<std::size_t, std::unique_ptr<Opened>> opened_;  // by their places in the list
};

bool reads_standard_input(const cli::Options& options) {
  const auto is_dash = [](const std::string& name) { return name == "-"; };
  return std::any_of(options.replay.begin(), options.replay.end(), is_dash);
}

/// Commands come from standard input, unless the answers do.
ExitCode explore_by_lines(const AnswerIndex& index, const cli::Options& options,
                          const ShowOptions& show, system::Output& output, explore::Asker* asker) {
  constexpr std::string_view prompt = "> ";
  LineWalks walk(index, options, show, asker);
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
  print_message(walk.problem());
  if (system::received_signal() != 0) return system::signal_code();
  return walk.problem().empty() ? index.code : worse(index.code, ExitCode::failed);
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
                         const ShowOptions& show, system::Output& output, explore::Asker* asker) {
  if (!has_screen || index.entries.empty()) print_messages(index);
  if (system::received_signal() != 0) return system::signal_code();
  if (index.entries.empty()) return index.code;
  if (!has_screen) return explore_by_lines(index, options, show, output, asker);
  const Walked walked = Walks(index, options, show, asker).run();
  if (walked.ending == explore::Ending::leave && walked.answer) {
    print_answer(*walked.answer, walked.view, options, show, {}, output);
  }
  print_messages(index);
  if (system::received_signal() != 0) return system::signal_code();
  return walked.ending == explore::Ending::interrupted ? ExitCode::interrupted : index.code;
}

}  // namespace logprobs::app
