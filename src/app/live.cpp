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
       const Surroundings& surroundings)
      : options_(options),
        asking_(asking),
        saved_(saved),
        surroundings_(surroundings),
        redactor_(asking.request),
        source_(redactor_.redacted(asking.request.endpoint.name)),
        reader_({.source = source_,
                 .choice = options.choice,
                 .prompt = options.show_prompt,
                 .reasoning = options.show_reasoning,
                 .max_bytes = options.max_bytes,
                 .max_event_line = longest_event_line}),
        session_(options, view, output, Origin::server),
        progress_(surroundings.progress) {
    session_.explain = [this](const Answer& answer, const std::string& sentence) {
      return redactor_.redacted(explain(answer, sentence));
    };
  }

  ExitCode run(Transport& transport);

  void head(const Response& response) override {
    request_id_ = redactor_.redacted(response.headers.request_id);
  }
  bool bytes(std::string_view bytes) override;
  bool idle(milliseconds silence, Phase phase) override;

 private:
  Response send(Transport& transport);
  void announce(const Response& response, std::chrono::duration<double> wait);
  bool pause(milliseconds time);
  void take();
  void finish(const Response& response);
  void show_rest();
  Answer refusal(const Response& response) const;
  void keep();
  std::string explain(const Answer& answer, const std::string& sentence) const;
  std::string remark(const Answer& answer, const std::string& sentence) const;
  std::string with_details(std::string sentence) const;

  const Options& options_;
  const Asking& asking_;
  Saved& saved_;
  const Surroundings& surroundings_;
  Redactor redactor_;
  std::string source_;  // as people may see it
  Reader reader_;
  Session session_;
  Progress progress_;
  std::string redacted_;        // what came and is to be kept and shown
  std::uint64_t received_ = 0;  // bytes of the answer
  std::string cause_;           // why the answer ended early, where that is known
  std::string request_id_;
  int retries_ = 0;                                           // made so far
  std::string asked_;                                         // how long the server asks to wait
  std::optional<std::chrono::system_clock::time_point> end_;  // when [DONE] came
};

ExitCode Live::run(Transport& transport) {
  session_.begin();
  finish(send(transport));
  return session_.end();
}

/// Sends the request until something of an answer comes, or no retry is left; how it went.
Response Live::send(Transport& transport) {
  for (;; ++retries_) {
    request_id_.clear();
    Response response = transport.send(asking_.request, *this);
    progress_.clear();
    if (received_ != 0 || session_.stopped()) return response;
    const Retry retry =
        retry_after(response, retries_, surroundings_.random(), surroundings_.now());
    asked_ = retry.asked.count() >= 1 ? wait_text(retry.asked) : "";
    if (!retry.wanted || retries_ == options_.ask.connection.retries) return response;
    announce(response, retry.wait);
    if (!pause(std::chrono::ceil<milliseconds>(retry.wait))) return response;
  }
}

void Live::announce(const Response& response, std::chrono::duration<double> wait) {
  if (options_.quiet) return;
  const std::string reason = response.problem.empty() ? failure_sentence(refusal(response))
                                                      : redactor_.redacted(response.problem);
  print_error(source_, fmt::format("{}; retry {} of {} in {}", reason, retries_ + 1,
                                   options_.ask.connection.retries, wait_text(wait)));
}

/// False when a signal ended it.
bool Live::pause(milliseconds time) {
  constexpr milliseconds step{100};  // so that the time that is left can be shown
  for (milliseconds waited{0}; waited < time; waited += step) {
    progress_.wait_to_retry(waited, time - waited);
    if (!surroundings_.pause(std::min(step, time - waited))) return false;
  }
  progress_.clear();
  return true;
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
  if (session_.stopped()) return false;
  if (!reader_.saw_end_sign()) return true;
  const auto now = surroundings_.now();
  if (!end_) end_ = now;
  return now - *end_ < patience_behind_the_end;
}

void Live::take() {
  saved_.write(redacted_);
  reader_.feed(redacted_);
  redacted_.clear();
}

void Live::finish(const Response& response) {
  if (received_ == 0 && received_signal() != 0) return;
  if (response.status != 0 && response.status / 100 != 2) {
    constexpr int proxy_wants_a_password = 407;
    const bool unreached = response.status >= 500 || response.status == proxy_wants_a_password;
    return session_.finish(refusal(response), unreached ? ExitCode::unreached : ExitCode::refused);
  }
  if (received_ == 0 && !response.problem.empty()) {
    const std::string why = redactor_.redacted(response.problem);
    const std::string_view mark = response.remedy.empty() ? "" : "; ";
    return session_.fail(source_, with_details(why + std::string(mark) + response.remedy),
                         ExitCode::unreached);
  }
  if (!response.problem.empty()) {
    cause_ = "the answer broke off: " + response.problem;
    if (!response.remedy.empty()) cause_ += "; " + response.remedy;
  }
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

Answer Live::refusal(const Response& response) const {
  Answer answer;
  answer.source = source_;
  answer.state = State::refused;
  Failure& failure = answer.failure.emplace(read_refusal(response.error_body, response.status));
  if (!response.redirect.empty()) {
    failure.message = fmt::format("it redirects to {}, which is not followed", response.redirect);
  }
  if (failure.code.empty() && lacks_money(response)) failure.code = no_money;
  failure.message = redactor_.redacted(failure.message);
  failure.code = redactor_.redacted(failure.code);
  return answer;
}

void Live::keep() {
  const Saved::Outcome outcome = saved_.finish(session_.all_whole());
  if (outcome.failed) session_.count(ExitCode::failed);
  if (outcome.failed || !options_.quiet) print_message(outcome.said);
}

/// Says more than the response does: why it ended early, and what to change.
std::string Live::explain(const Answer& answer, const std::string& sentence) const {
  return with_details(remark(answer, sentence));
}

/// What the server's people want to know, and the one who asked.
std::string Live::with_details(std::string sentence) const {
  if (retries_ > 0) sentence += fmt::format("; asked {} times", retries_ + 1);
  if (!request_id_.empty()) sentence += fmt::format(" (request id {})", request_id_);
  return sentence;
}

std::string Live::remark(const Answer& answer, const std::string& sentence) const {
  if (answer.state == State::refused && !asked_.empty()) {
    return fmt::format("{}; ask again in {}, as it says", sentence, asked_);
  }
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
             Output& output, Saved& saved, const Surroundings& surroundings) {
  if (!options.quiet) {
    for (const std::string& warning : asking.warnings) print_message("warning: " + warning);
  }
  return Live(options, asking, view, output, saved, surroundings).run(transport);
}

}  // namespace logprobs
