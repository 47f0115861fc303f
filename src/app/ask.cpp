#include "ask.hpp"

#include <fmt/format.h>

#include <utility>

#include "logprobs/ask.hpp"
#include "logprobs/read.hpp"
#include "logprobs/terminal.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "saved.hpp"
#include "session.hpp"

namespace logprobs {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t longest_event_line = std::uint64_t{1} << 20;  // bytes

/// Behind [DONE] a server has nothing more to say, but some leave the connection open.
constexpr milliseconds patience_behind_the_end{500};

/// Takes a response while it comes: redacts it, keeps it, shows it.
class Live : public Sink {
 public:
  Live(const Options& options, const Asking& asking, View& view, Output& output, bool progress)
      : options_(options),
        asking_(asking),
        redactor_(asking.request),
        saved_(options.ask.save),
        reader_({asking.request.endpoint.name, "", options.choice, options.max_bytes,
                 longest_event_line}),
        session_(options, view, output),
        progress_(progress) {
    session_.explain = [this](State state, const std::string& sentence) {
      return redactor_.redacted(explain(state, sentence));
    };
  }

  ExitCode run(Transport& transport);

  bool bytes(std::string_view bytes) override;
  bool idle(milliseconds silence, Phase phase) override;

 private:
  void take(std::string_view redacted);
  void finish(const Response& response);
  void show_rest();
  void refuse(const Response& response);
  void keep(bool whole);
  std::string explain(State state, const std::string& sentence);
  const std::string& source() const { return asking_.request.endpoint.name; }

  const Options& options_;
  const Asking& asking_;
  Redactor redactor_;
  Saved saved_;
  Reader reader_;
  Session session_;
  Progress progress_;
  std::string redacted_;
  int status_ = 0;              // of a refusal
  std::uint64_t received_ = 0;  // bytes of the answer
  bool too_large_ = false;
  bool lost_something_ = false;  // a part that could not be read
  std::string cause_;  // why the answer ended early, where that is known
};

ExitCode Live::run(Transport& transport) {
  session_.begin();
  const Response response = transport.send(asking_.request, *this);
  progress_.clear();
  finish(response);
  return session_.end();
}

bool Live::bytes(std::string_view bytes) {
  progress_.clear();
  const std::uint64_t room = options_.max_bytes - received_;
  too_large_ = bytes.size() > room;
  bytes = bytes.substr(0, room);
  received_ += bytes.size();
  redactor_.feed(bytes, redacted_);
  take(redacted_);
  redacted_.clear();
  return !too_large_ && !session_.stopped();
}

bool Live::idle(milliseconds silence, Phase phase) {
  progress_.wait(silence, phase);
  const bool over = reader_.saw_end_sign() && silence > patience_behind_the_end;
  return !over && !session_.stopped();
}

void Live::take(std::string_view redacted) {
  saved_.write(redacted);
  reader_.feed(redacted);
  session_.drain(reader_);
  session_.flush();
}

void Live::finish(const Response& response) {
  const bool is_answer = response.status / 100 == 2;
  if (received_ == 0 && received_signal() != 0) return;
  if (response.status != 0 && !is_answer) return refuse(response);
  if (received_ == 0 && !response.problem.empty()) {
    return session_.fail(source(), redactor_.redacted(response.problem), ExitCode::unreached);
  }
  if (too_large_) {
    cause_ = fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes);
  } else if (!response.problem.empty()) {
    cause_ = "the answer broke off: " + response.problem;
  }
  show_rest();
  const State state = session_.last_state();
  keep(state == State::complete || state == State::no_logprobs);
}

/// What was held back, and what only shows at the end.
void Live::show_rest() {
  redactor_.finish(redacted_);
  saved_.write(redacted_);
  reader_.feed(redacted_);
  reader_.finish();
  session_.drain(reader_, true);
  session_.flush();
}

void Live::refuse(const Response& response) {
  status_ = response.status;
  Answer answer;
  answer.source = source();
  answer.state = State::refused;
  answer.failure = read_refusal(redactor_.redacted(response.error_body), response.status);
  if (!response.redirect.empty()) {
    answer.failure->message = redactor_.redacted(
        fmt::format("it redirects to {}, which is not followed", response.redirect));
  }
  constexpr int proxy_wants_a_password = 407;
  const bool unreached = response.status >= 500 || response.status == proxy_wants_a_password;
  session_.finish(answer, unreached ? ExitCode::unreached : ExitCode::refused);
}

void Live::keep(bool whole) {
  const std::string said = saved_.finish(whole);
  if (!said.empty() && !options_.quiet) print_message(said);
}

/// Says more than the response does: why it ended early, and what to change.
std::string Live::explain(State state, const std::string& sentence) {
  switch (state) {
    case State::no_logprobs:
      if (lost_something_) return sentence;  // that may have had them
      return "the answer came without logprobs, although they were asked for; choose another model "
             "(--model) or server (--base-url) that gives them";
    case State::refused: {
      const std::string hint = advice(sentence, status_, asking_.request, asking_.question);
      return hint.empty() ? sentence : fmt::format("{}; {}", sentence, hint);
    }
    case State::open:
      lost_something_ = true;
      [[fallthrough]];
    case State::cut:
      return cause_.empty() ? sentence : cause_ + "; what came is shown";
    case State::complete:
    case State::unusable:
      break;
  }
  return sentence;
}

}  // namespace

ExitCode ask(const Options& options, const Asking& asking, Transport& transport, View& view,
             Output& output, bool progress) {
  if (!options.quiet) {
    for (const std::string& warning : asking.warnings) print_message("warning: " + warning);
  }
  return Live(options, asking, view, output, progress).run(transport);
}

}  // namespace logprobs
