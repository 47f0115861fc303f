#include "app/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/asked_sentences.hpp"
#include "app/models.hpp"
#include "app/progress.hpp"
#include "app/writer.hpp"
#include "ask/models.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/read.hpp"
#include "logprobs/retry.hpp"

namespace logprobs::app {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t longest_event_line = std::uint64_t{1} << 20;  // bytes

/// A server has nothing to say after the end of its answer, but some leave the connection open.
constexpr milliseconds patience_after_end{500};

/// Sends a request, with retries, and redacts, keeps and shows the response as it comes.
class LiveAnswer : public Sink {
 public:
  LiveAnswer(const cli::Options& options, const PreparedRequest& prepared, View& view,
             system::Output& output, SaveFiles& saved, const World& world)
      : options_(options),
        prepared_(prepared),
        saved_(saved),
        world_(world),
        redactor_(prepared.request),
        source_(redactor_.redacted(prepared.request.endpoint.name)),
        request_(redactor_.redacted(prepared.request.body)),
        asked_{asked_in(request_).question, prepared.question.choices},
        reader_({.source = source_,
                 .choice = options.choice,
                 .prompt = options.show_prompt,
                 .reasoning = options.show_reasoning,
                 .one_response = true,
                 .asked = asked_,
                 .prefill = options.ask.question.prefill.value_or(""),
                 .fields = options.show_fields,
                 .max_bytes = options.max_bytes,
                 .max_event_line = longest_event_line,
                 .decodes = false}),  // the key could come encoded past the redactor
        presenter_(options, view, Origin::server),
        view_(view),
        output_(output),
        writer_(output, options.judges()),
        progress_(world.progress, world.waits) {
    writer_.make_way = [this] { progress_.clear(); };
    writer_.hear = world.hear;
    writer_.is_stopped = world.is_stopped;
    presenter_.explain = [this](const Answer& answer, const std::string& sentence) {
      attempts_.lost_something = presenter_.lost_something();
      return explain(answer, sentence, attempts_, prepared_);
    };
    presenter_.let_put([this] { writer_.put(presenter_.shown); });
    presenter_.redact = [this](const std::string& text) { return redactor_.redacted(text); };
    saved_.exchange.keep_request(request_);
    if (saved_.history) saved_.history->keep_request(request_);
  }

  ExitCode run(Transport& transport);

  void headers(const ResponseHeaders& headers) override {
    attempts_.request_id = redactor_.redacted(headers.request_id);
    attempts_.encoding = redactor_.redacted(headers.encoding);
  }
  bool bytes(std::string_view bytes) override;
  bool idle(milliseconds silence, Phase phase) override;

 private:
  HttpResult send(Transport& transport);
  void announce(const HttpResult& response) const;
  void say(std::string_view what) const { writer_.tell(fmt::format("{}: {}", source_, what)); }
  bool pause(milliseconds time);
  bool is_seen() const { return !output_.is_held() && view_.grows(); }  // what comes, at once
  void take();
  void count_tokens();
  void finish(const HttpResult& response);
  void show_rest(const HttpResult& response);
  void count_choices() const;
  void keep();
  void keep_in_history();

  const cli::Options& options_;
  const PreparedRequest& prepared_;
  SaveFiles& saved_;
  const World& world_;
  Redactor redactor_;
  std::string source_;   // as people may see it
  std::string request_;  // its body, the same
  Asked asked_;
  Reader reader_;
  Presenter presenter_;
  const View& view_;
  const system::Output& output_;
  Writer writer_;
  Progress progress_;
  std::string redacted_;        // what came and is not yet kept and shown
  std::uint64_t received_ = 0;  // bytes of the response
  Attempts attempts_;
  std::optional<std::chrono::steady_clock::time_point> end_;  // when it was first noticed
  bool hung_up_ = false;  // after the end, on a connection that was left open
  bool in_line_ = false;  // what came does not end with a line end
};

ExitCode LiveAnswer::run(Transport& transport) {
  presenter_.begin();
  const HttpResult response = send(transport);
  if (is_refused(response)) {
    const Failure failure = *refusal_answer(response, source_, redactor_).failure;
    if (ask::says_no_such_model(failure.message + " " + failure.code, response.status)) {
      attempts_.models = models_instead(prepared_, transport);
    }
  }
  finish(response);
  return end(presenter_, writer_);
}

/// Sends the request until part of an answer comes or no retry is left; returns how it went.
HttpResult LiveAnswer::send(Transport& transport) {
  for (;; ++attempts_.retries) {
    if (writer_.is_interrupted()) return {};
    attempts_.request_id.clear();
    attempts_.encoding.clear();
    attempts_.retry = {};
    HttpResult response = transport.send(prepared_.request, *this);
    progress_.clear();
    response.problem = redactor_.redacted(response.problem);
    if (received_ != 0 || writer_.stopped()) return response;
    attempts_.proxy = response.proxy;
    attempts_.retry = next_retry(response, attempts_.retries, world_.random(), world_.date());
    if (!attempts_.retry.wanted || attempts_.retries == options_.ask.connection.retries) {
      return response;
    }
    announce(response);
    if (!pause(std::chrono::ceil<milliseconds>(attempts_.retry.wait))) return response;
  }
}

void LiveAnswer::announce(const HttpResult& response) const {
  if (options_.quiet) return;
  const std::string reason = is_refused(response)
                                 ? failure_sentence(refusal_answer(response, source_, redactor_))
                                 : response.problem;
  say(fmt::format("{}; retry {} of {} in {}", reason, attempts_.retries + 1,
                  options_.ask.connection.retries, wait_text(attempts_.retry.wait)));
}

/// False if it was interrupted.
bool LiveAnswer::pause(milliseconds time) {
  constexpr milliseconds step{100};  // how often the remaining time is shown
  bool undisturbed = true;
  for (milliseconds waited{0}; undisturbed && waited < time; waited += step) {
    progress_.wait_to_retry(waited, time - waited);
    undisturbed = world_.pause(std::min(step, time - waited));
  }
  progress_.clear();
  return undisturbed;
}

bool LiveAnswer::bytes(std::string_view bytes) {
  if (is_seen()) progress_.clear();
  const std::uint64_t room = options_.max_bytes - received_;
  if (bytes.size() > room) {
    attempts_.cause =
        fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes);
    bytes = bytes.substr(0, room);
  }
  received_ += bytes.size();
  redactor_.feed(bytes, redacted_);
  take();
  drain(reader_, presenter_, writer_);
  count_tokens();
  return attempts_.cause.empty() && !writer_.stopped();
}

bool LiveAnswer::idle(milliseconds silence, Phase phase) {
  world_.meanwhile();
  progress_.wait(silence, phase);
  if (silence >= patience_after_end) {
    reader_.hurry();
    drain(reader_, presenter_, writer_);
  }
  if (writer_.stopped()) return false;
  if (!reader_.saw_end()) {
    end_.reset();
    return true;
  }
  const auto now = world_.now();
  if (!end_) end_ = now;
  hung_up_ = silence >= patience_after_end || now - *end_ >= patience_after_end;
  return !hung_up_;
}

void LiveAnswer::count_tokens() {
  const Answer& answer = reader_.answer();
  if (is_seen() || answer.state != State::open) return;
  const auto now = world_.now();
  if (!progress_.is_due(now)) return;
  std::size_t tokens = 0;
  for (const Choice& choice : answer.choices) tokens += choice.tokens.size();
  progress_.count(tokens, now);
}

void LiveAnswer::take() {
  if (!redacted_.empty()) in_line_ = redacted_.back() != '\n';
  saved_.exchange.write(redacted_);
  saved_.response.write(redacted_);
  if (saved_.history) saved_.history->write(redacted_);
  reader_.feed(redacted_);
  redacted_.clear();
}

void LiveAnswer::finish(const HttpResult& response) {
  if (received_ == 0 && writer_.is_interrupted()) return;
  if (is_refused(response)) {
    Answer refusal = refusal_answer(response, source_, redactor_);
    refusal.question = asked_.question;
    presenter_.finish(refusal);
    if (response.status >= 500 || response.status == proxy_wants_a_password) {
      writer_.count(ExitCode::unreached);
    }
    return;
  }
  if (received_ == 0 && !response.problem.empty()) {
    return presenter_.fail(source_, with_details(with_remedy(response), attempts_),
                           ExitCode::unreached);
  }
  show_rest(response);
  keep();
}

/// Shows what was held back, and what is known only at the end.
void LiveAnswer::show_rest(const HttpResult& response) {
  const bool broke_off = !response.problem.empty();
  if (broke_off) attempts_.cause = "the answer broke off: " + with_remedy(response);
  redactor_.finish(redacted_);
  take();
  // A server that goes on after its end may be in a comment, of which nothing is missing.
  if (hung_up_ && in_line_) {
    redacted_.push_back('\n');
    take();
  }
  reader_.finish(broke_off ? static_cast<std::size_t>(asked_.choices) : 0);
  drain(reader_, presenter_, writer_, true);
  if (options_.quiet || reader_.answer().state != State::complete) return;
  if (broke_off) {
    say("warning: the response broke off after the end of the answer: " + response.problem);
  }
  count_choices();
}

/// Warns when another number of choices came than was asked for.
void LiveAnswer::count_choices() const {
  if (options_.choice) return;
  std::set<int> came;
  for (const Choice& choice : reader_.answer().choices) came.insert(choice.index);
  if (std::cmp_equal(came.size(), asked_.choices)) return;
  say(fmt::format("warning: {} choice{} asked for, and {} came", asked_.choices,
                  asked_.choices == 1 ? " was" : "s were", came.size()));
}

void LiveAnswer::keep() {
  for (SaveFile* const file : {&saved_.exchange, &saved_.response}) {
    const SaveFile::Outcome outcome = file->finish(presenter_.all_whole());
    if (outcome.failed) writer_.count(ExitCode::failed);
    if (outcome.failed || !options_.quiet) writer_.tell(outcome.said);
  }
  keep_in_history();
}

/// Keeps what was painted, even if it was cut off.
void LiveAnswer::keep_in_history() {
  const std::vector<Choice>& choices = reader_.answer().choices;
  const bool painted = std::any_of(choices.begin(), choices.end(),
                                   [](const Choice& choice) { return !choice.tokens.empty(); });
  if (!saved_.history || !painted) return;
  const auto lines = saved_.history->finish(presenter_.all_whole(), world_.date());
  if (writer_.is_interrupted()) return;
  for (const std::string& line : lines) presenter_.remark(line);
}

}  // namespace

ExitCode ask(const cli::Options& options, const PreparedRequest& prepared, Transport& transport,
             View& view, system::Output& output, SaveFiles& saved, const World& world) {
  if (!options.quiet) print_warnings(prepared.warnings, world.hear);
  return LiveAnswer(options, prepared, view, output, saved, world).run(transport);
}

}  // namespace logprobs::app
