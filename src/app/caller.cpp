#include "app/caller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/asked_sentences.hpp"
#include "app/messages.hpp"
#include "logprobs/read.hpp"
#include "logprobs/retry.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

using std::chrono::milliseconds;

/// Keeps the body of a response, and says how long it has been waited for.
class WholeBody : public Sink {
 public:
  WholeBody(std::uint64_t most, Progress& progress, const World& world)
      : most_(most), progress_(progress), world_(world) {}

  void headers(const ResponseHeaders& /*headers*/) override {}
  bool bytes(std::string_view bytes) override {
    text_ += bytes.substr(0, most_ - text_.size());
    return text_.size() < most_;
  }
  bool idle(milliseconds silence, Phase phase) override {
    world_.meanwhile();
    progress_.wait(silence, phase);
    return system::received_signal() == 0 && !world_.is_stopped();
  }

  const std::string& text() const { return text_; }

 private:
  std::uint64_t most_;
  Progress& progress_;
  const World& world_;
  std::string text_;
};

/// Leaves one choice: what is said aloud, if it is told apart.
void keep_content(Answer& answer) {
  std::vector<Choice>& choices = answer.choices;
  const auto content = std::find_if(choices.begin(), choices.end(), [](const Choice& choice) {
    return choice.kind == Kind::content;
  });
  if (content != choices.begin() && content != choices.end()) std::swap(*content, choices.front());
  choices.resize(1);
}

/// True for an answer that ended before it said anything, for which servers send no logprobs.
bool is_empty_answer(const Answer& answer) {
  return answer.state == State::no_logprobs && !answer.choices.empty() &&
         answer.choices.front().message.empty() && !answer.choices.front().finish_reason.empty();
}

}  // namespace

Request Caller::request_to(std::string_view path, Below below, const std::string& body) const {
  constexpr std::string_view version = "/v1";
  const Endpoint& asked = prepared_.request.endpoint;
  std::string_view base = asked.base;
  if (below == Below::root && base.ends_with(version)) base.remove_suffix(version.size());
  const std::string_view url = asked.url;
  const std::string_view query = url.substr(std::min(url.find('?'), url.size()));
  Request request = prepared_.request;
  request.endpoint = endpoint_below(std::string(base) + std::string(query), path);
  request.body = body;
  request.stream = false;
  if (body.empty()) {
    std::erase_if(request.headers,
                  [](const Header& header) { return same_header(header.name, "Content-Type"); });
  }
  return request;
}

/// Sends the request, again if that may help.
Caller::Reply Caller::send(const Request& request) {
  for (int retries = 0;; ++retries) {
    WholeBody body(options_.max_bytes, progress_, world_);
    Reply reply{transport_.send(request, body)};
    progress_.clear();
    reply.body = redactor_.redacted(body.text());
    reply.result.problem = redactor_.redacted(reply.result.problem);
    if (system::received_signal() != 0 || world_.is_stopped()) return reply;
    if (!body.text().empty()) return reply;
    const Retry retry = next_retry(reply.result, retries, world_.random(), world_.date());
    if (!retry.wanted || retries == options_.ask.connection.retries) return reply;
    if (!world_.pause(std::chrono::ceil<milliseconds>(retry.wait))) return reply;
  }
}

Came Caller::read(const Request& request, const Reply& reply, const std::string& prefill) const {
  if (reply.result.status / 100 != 2 || !reply.result.problem.empty()) {
    return failure_of(request, reply.result);
  }
  ReadOptions options;
  options.source = redactor_.redacted(request.endpoint.name);
  options.one_response = true;
  options.asked.choices = 1;
  options.prefill = prefill;
  options.max_bytes = options_.max_bytes;
  options.decodes = false;  // the key could come encoded past the redactor
  Reader reader(options);
  reader.feed(reply.body);
  reader.finish();
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event != Event::done) continue;
    Came came;
    came.answer = reader.answer();
    if (came.answer.state == State::complete || is_empty_answer(came.answer)) {
      came.answer.state = State::complete;
      came.answer.failure.reset();
      if (came.answer.choices.empty()) break;
      keep_content(came.answer);
      came.request = redactor_.redacted(request.body);
      came.response = reply.body;
      return came;
    }
    const bool refused = came.answer.state == State::refused;
    return no_answer(came.answer.failure ? failure_sentence(came.answer) : "it was cut off",
                     refused ? ExitCode::refused : ExitCode::unusable);
  }
  return no_answer("the response is no answer", ExitCode::unusable);
}

Came Caller::failure_of(const Request& request, const HttpResult& result) const {
  if (is_refused(result)) {
    const Answer answer =
        refusal_answer(result, redactor_.redacted(request.endpoint.name), redactor_);
    return no_answer(failure_sentence(answer),
                     result.status >= 500 ? ExitCode::unreached : ExitCode::refused);
  }
  if (!result.problem.empty()) {
    return no_answer(with_remedy(result), ExitCode::unreached);
  }
  return no_answer(fmt::format("{} does not answer as llama.cpp does",
                               redactor_.redacted(request.endpoint.name)),
                   ExitCode::unusable);
}

}  // namespace logprobs::app
