#include "app/live_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/asking.hpp"
#include "app/attended_transport.hpp"
#include "app/background_asker.hpp"
#include "app/kept_branch.hpp"
#include "app/line_input.hpp"
#include "app/messages.hpp"
#include "app/print_answer.hpp"
#include "explore/inquiry.hpp"
#include "explore/walk_through.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "system/full_screen.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

using explore::Ending;
using std::chrono::milliseconds;

/// "gpt-4o at api.openai.com, for 256 tokens at most"; visible text.
std::string whom(const PreparedRequest& prepared) {
  const Question& question = prepared.question;
  const std::string& host = prepared.request.endpoint.host;
  const bool finds_model = prepared.wants_only_model && !prepared.models;
  std::string text = finds_model ? host : fmt::format("{} at {}", question.model, host);
  if (question.max_tokens) text += fmt::format(", for {} tokens at most", *question.max_tokens);
  return visible(Redactor(prepared.request).redacted(text));
}

bool has_tokens(const Answer& answer) {
  return std::any_of(answer.choices.begin(), answer.choices.end(),
                     [](const Choice& choice) { return !choice.tokens.empty(); });
}

/// The screen on which a question is asked, and the view of its answer.
class LiveWalk : public View, public Attendant {
 public:
  /// `messages`: where those go that come meanwhile; `outside`: what asking for branches needs.
  LiveWalk(const cli::Options& options, const World& outside, const ShowOptions& show,
           std::vector<std::string>& messages)
      : options_(options), outside_(outside), show_(show), messages_(messages) {
    // A full screen needs escape sequences anyhow, and a cursor that one sees.
    if (show_.depth == ColorDepth::none) show_.depth = ColorDepth::attributes;
  }

  /// Has the question typed; throws Error{interrupted} if that was ended.
  std::string type_question(const PreparedRequest& prepared);
  /// Shows what is to be asked.
  void open(const PreparedRequest& prepared);
  /// Takes a message, to be said when the screen is left; until then the footer has it.
  void hear(std::string message);
  /// Says what is waited for.
  void wait_for(const std::string& what);
  bool is_stopped() const { return is_stopped_; }
  /// Keeps the branches of the answer in its file.
  void keep_in(const SavedAnswer& saved) { saved_ = saved; }

  bool attend(milliseconds most) override;
  Patience patience() const override;

  bool grows() const override { return true; }
  void grow(const Answer& answer, const Report& report, std::string& out) override;
  void done(const Answer& answer, const Report& report, std::string& out) override;
  void remark(std::string_view line, std::string& /*out*/) override { remarks_.emplace_back(line); }

  /// Goes on when nothing more comes, until somebody leaves; then gives the terminal back.
  Ending finish();
  /// Prints the answer, or the branch that was shown last, as somebody wanted when leaving, if
  /// there is one.
  void print(const ShowOptions& show, system::Output& output) const;
  /// Why the branches could not be kept, a sentence; empty: they are.
  const std::string& problem() const { return problem_; }

 private:
  void open_screen();
  void take(const Answer& answer);
  void show_status();
  void say(std::string phrase);

  const cli::Options& options_;
  World outside_;
  ShowOptions show_;
  std::vector<std::string>& messages_;
  std::optional<system::FullScreen> terminal_;
  std::optional<explore::Stage> stage_;
  Answer answer_;  // to walk through: none yet, or the whole of it
  std::optional<explore::Explorer> explorer_;
  explore::Inquiry inquiry_{nullptr};
  std::optional<BackgroundAsker> asker_;  // it ends before what it asks about
  SavedAnswer saved_;
  std::string problem_;
  bool is_whole_ = false;
  bool came_ = false;  // there are tokens
  bool is_stopped_ = false;
  std::optional<Ending> ended_;
  std::string source_;  // what messages about the request begin with
  std::string asked_;   // who is asked
  std::string waits_;   // for what, since when
  std::vector<std::string> remarks_;
};

void LiveWalk::open_screen() {
  if (terminal_) return;
  terminal_.emplace();
  stage_.emplace(*terminal_);
}

std::string LiveWalk::type_question(const PreparedRequest& prepared) {
  open_screen();
  explore::QuestionLine line(show_, "asks " + whom(prepared));
  const Ending ended = explore::type_question(line, *stage_);
  if (system::received_signal() != 0) throw Error(system::signal_code(), "");
  if (ended != Ending::leave) throw Error(ExitCode::interrupted, "");
  return line.question();
}

void LiveWalk::open(const PreparedRequest& prepared) {
  open_screen();
  const Redactor redactor(prepared.request);
  source_ = redactor.redacted(prepared.request.endpoint.name);
  asked_ = "asking " + whom(prepared);
  answer_.question = redactor.redacted(prepared.question.prompt);
  asker_.emplace(options_, prepared, outside_);
  inquiry_ = explore::Inquiry(&*asker_);
  inquiry_.changed = [this](const explore::Tree& tree) {
    problem_ = keep_branches(saved_, tree);
    return visible(problem_);
  };
  explorer_.emplace(answer_, show_, false, &inquiry_);
  show_status();
  attend(milliseconds(0));
}

/// Until a token comes, the footer says who is asked, and how that goes.
void LiveWalk::show_status() {
  if (!explorer_) return;
  const std::string waits = waits_.empty() ? "" : " · " + waits_;
  explorer_->set_status(came_ ? std::string() : asked_ + waits);
}

void LiveWalk::wait_for(const std::string& what) {
  waits_ = what;
  show_status();
}

/// Shows what became of the request; `phrase` is visible text.
void LiveWalk::say(std::string phrase) {
  if (came_) return explorer_->say(std::move(phrase));
  asked_ = std::move(phrase);
  show_status();
}

void LiveWalk::hear(std::string message) {
  std::string_view phrase = message;
  const std::string before = source_ + ": ";
  if (phrase.starts_with(before)) phrase.remove_prefix(before.size());
  const bool is_warning = phrase.starts_with("warning: ");
  if (came_ || !is_warning) say(visible(first_bytes(phrase, longest_message)));
  messages_.push_back(std::move(message));
}

/// Ctrl-C stops what is asked, and another one ends the screen. A key that ends it stops that too.
bool LiveWalk::attend(milliseconds most) {
  if (is_stopped_) return false;
  const std::optional<Ending> ended = explore::attend(*explorer_, *stage_, most);
  if (!ended) return true;
  const bool is_signal = system::received_signal() != 0;
  is_stopped_ = true;
  if (*ended == Ending::stop || (*ended == Ending::interrupted && !is_signal)) {
    say("stopped");
  } else {
    ended_ = ended;
  }
  return false;
}

Patience LiveWalk::patience() const {
  Patience patience{.other = stage_->descriptor()};
  if (const auto due = stage_->due()) patience.most = *due;
  return patience;
}

void LiveWalk::take(const Answer& answer) {
  if (!came_) {
    came_ = has_tokens(answer);
    show_status();
  }
  explorer_->update(answer);
}

void LiveWalk::grow(const Answer& answer, const Report& /*report*/, std::string& /*out*/) {
  take(answer);
}

void LiveWalk::done(const Answer& answer, const Report& /*report*/, std::string& /*out*/) {
  answer_ = answer;
  is_whole_ = true;
  take(answer_);
}

Ending LiveWalk::finish() {
  if (!is_whole_) {  // what explorer_ has is gone
    answer_.state = State::refused;
    explorer_->update(answer_);
  }
  if (!ended_) ended_ = explore::walk_through(*explorer_, *stage_);
  inquiry_.stop();
  terminal_->leave();
  return *ended_;
}

void LiveWalk::print(const ShowOptions& show, system::Output& output) const {
  if (!is_whole_) return;
  print_answer(explorer_->walk().answer(), explorer_->view(), options_, show, remarks_, output);
}

/// The world of a walk.
World world_of_walk(LiveWalk& walk, const cli::Options& options,
                    const system::Environment& environment) {
  World world = attended(world_of(options, environment, [] {}), walk);
  world.progress = false;
  world.is_stopped = [&] { return walk.is_stopped(); };
  world.hear = [&](std::string message) { walk.hear(std::move(message)); };
  world.waits = [&](const std::string& what) { walk.wait_for(what); };
  return world;
}

/// explore_asking(), which leaves messages to be printed.
ExitCode walk_live(const cli::Options& options, const system::Environment& environment,
                   const ShowOptions& show, bool types, system::Output& output,
                   std::vector<std::string>& messages) {
  LiveWalk walk(options, world_of(options, environment, [] {}), show, messages);
  AskingScreen screen{
      .open = [&](const PreparedRequest& prepared) { walk.open(prepared); },
      .kept = [&](const SavedAnswer& saved) { walk.keep_in(saved); },
      .attendant = &walk,
  };
  if (types) {
    screen.type = [&](const PreparedRequest& prepared) { return walk.type_question(prepared); };
  }
  const ExitCode code = run_asking(options, environment, show, walk, output,
                                   world_of_walk(walk, options, environment), screen);
  const Ending ended = walk.finish();
  if (ended == Ending::leave) walk.print(show, output);
  if (!walk.problem().empty()) messages.push_back(walk.problem());
  if (system::received_signal() != 0) return system::signal_code();
  if (ended == Ending::interrupted) return ExitCode::interrupted;
  return walk.problem().empty() ? code : worse(code, ExitCode::failed);
}

}  // namespace

ExitCode explore_asking(const cli::Options& options, const system::Environment& environment,
                        const ShowOptions& show, bool types, system::Output& output) {
  std::vector<std::string> messages;
  const auto print_messages = [&] {
    for (const std::string& message : messages) print_message(message);
  };
  try {
    const ExitCode code = walk_live(options, environment, show, types, output, messages);
    print_messages();
    return code;
  } catch (...) {
    print_messages();
    throw;
  }
}

TypeQuestion question_by_line(system::Output& output) {
  return [&output](const PreparedRequest& /*prepared*/) {
    std::string prompt = "Ask: ";
    output.write(prompt);
    LineInput lines("-");
    std::string line = lines.next().value_or("");
    if (system::received_signal() != 0) throw Error(system::signal_code(), "");
    return line;
  };
}

}  // namespace logprobs::app
