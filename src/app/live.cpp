#include "live.hpp"

#include <fmt/format.h>

#include "logprobs/ask.hpp"
#include "logprobs/read.hpp"
#include "logprobs/terminal.hpp"
#include "messages.hpp"
#include "progress.hpp"
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
  Live(const Options& options, const Asking& asking, View& view, Output& output, Saved& saved,
       bool progress)
      : options_(options),
        asking_(asking),
        saved_(saved),
        redactor_(asking.request),
        reader_({.source = asking.request.endpoint.name,
                 .choice = options.choice,
                 .prompt = options.show_prompt,
                 .reasoning = options.show_reasoning,
                 .max_bytes = options.max_bytes,
                 .max_event_line = longest_event_line}),
        session_(options, view, output, Origin::server),
        progress_(progress) {
    session_.explain = [this](const Answer& answer, const std::string& sentence) {
      return redactor_.redacted(explain(answer, sentence));
    };
  }

  ExitCode run(Transport& transport);

  bool bytes(std::string_view bytes) override;
  bool idle(milliseconds silence, Phase phase) override;

 private:
  void take();
  void finish(const Response& response);
  void show_rest();
  void refuse(const Response& response);
  void keep();
  std::string explain(const Answer& answer, const std::string& sentence) const;
  const std::string& source() const { return asking_.request.endpoint.name; }

  const Options& options_;
  const Asking& asking_;
  Saved& saved_;
  Redactor redactor_;
  Reader reader_;
  Session session_;
  Progress progress_;
  std::string redacted_;        // what came and is to be kept and shown
  std::uint64_t received_ = 0;  // bytes of the answer
  std::string cause_;           // why the answer ended early, where that is known
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
  if (bytes.size() > room) {
    cause_ = fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes);
    bytes = bytes.substr(0, room);
  }
  received_ += bytes.size();
  redactor_.feed(bytes, redacted_);
  take();
  session_.drain(reader_);
  session_.flush();
  return cause_.empty() && !session_.stopped();
}

bool Live::idle(milliseconds silence, Phase phase) {
  progress_.wait(silence, phase);
  const bool over = reader_.saw_end_sign() && silence > patience_behind_the_end;
  return !over && !session_.stopped();
}

void Live::take() {
  saved_.write(redacted_);
  reader_.feed(redacted_);
  redacted_.clear();
}

void Live::finish(const Response& response) {
  if (received_ == 0 && received_signal() != 0) return;
  if (response.status != 0 && response.status / 100 != 2) return refuse(response);
  if (received_ == 0 && !response.problem.empty()) {
    return session_.fail(source(), redactor_.redacted(response.problem), ExitCode::unreached);
  }
  if (!response.problem.empty()) cause_ = "the answer broke off: " + response.problem;
  show_rest();
  keep();
}

/// What was held back, and what only shows at the end.
void Live::show_rest() {
  redactor_.finish(redacted_);
  take();
  reader_.finish();
  session_.drain(reader_, true);
  session_.flush();
}

void Live::refuse(const Response& response) {
  Answer answer;
  answer.source = source();
  answer.state = State::refused;
  Failure& failure = answer.failure.emplace(read_refusal(response.error_body, response.status));
  if (!response.redirect.empty()) {
    failure.message = fmt::format("it redirects to {}, which is not followed", response.redirect);
  }
  failure.message = redactor_.redacted(failure.message);
  failure.code = redactor_.redacted(failure.code);
  constexpr int proxy_wants_a_password = 407;
  const bool unreached = response.status >= 500 || response.status == proxy_wants_a_password;
  session_.finish(answer, unreached ? ExitCode::unreached : ExitCode::refused);
}

void Live::keep() {
  const Saved::Outcome outcome = saved_.finish(session_.all_whole());
  if (outcome.failed) session_.count(ExitCode::failed);
  if (outcome.failed || !options_.quiet) print_message(outcome.said);
}

/// Says more than the response does: why it ended early, and what to change.
std::string Live::explain(const Answer& answer, const std::string& sentence) const {
  if (answer.state == State::refused) {
    const int status = answer.failure->status.value_or(0);
    const std::string hint = advice(sentence, status, asking_.request, asking_.question);
    return hint.empty() ? sentence : fmt::format("{}; {}", sentence, hint);
  }
  // What was lost may have had them.
  if (answer.state == State::no_logprobs && !session_.lost_something()) {
    return "the answer came without logprobs, although they were asked for; choose another model "
           "(--model) or server (--base-url) that gives them";
  }
  const bool is_cut = answer.state == State::cut || answer.state == State::unusable;
  if (!is_cut || cause_.empty()) return sentence;
  return answer.choices.empty() ? cause_ : cause_ + "; what came is shown";
}

}  // namespace

ExitCode ask(const Options& options, const Asking& asking, Transport& transport, View& view,
             Output& output, Saved& saved, bool progress) {
  if (!options.quiet) {
    for (const std::string& warning : asking.warnings) print_message("warning: " + warning);
  }
  return Live(options, asking, view, output, saved, progress).run(transport);
}

}  // namespace logprobs
