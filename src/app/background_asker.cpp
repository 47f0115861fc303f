#include "app/background_asker.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

#include "app/messages.hpp"
#include "ask/continuation.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "system/signals.hpp"

namespace logprobs::app {

using explore::Continued;
using Lock = std::unique_lock<std::mutex>;

namespace {

/// The network, of which nothing is loaded before it is needed.
class LateTransport : public Transport {
 public:
  HttpResult send(const Request& request, Sink& sink) override {
    if (!transport_) transport_ = make_curl_transport();
    return transport_->send(request, sink);
  }

 private:
  std::unique_ptr<Transport> transport_;
};

Continued continued_by(Came came) {
  Continued continued;
  continued.answer = std::move(came.answer);
  continued.problem = std::move(came.problem);
  continued.hopeless = came.code == ExitCode::usage || came.code == ExitCode::unreached;
  continued.request = std::move(came.request);
  continued.response = std::move(came.response);
  return continued;
}

}  // namespace

BackgroundAsker::BackgroundAsker(const cli::Options& options, PreparedRequest prepared,
                                 const World& world)
    : options_(options),
      prepared_(std::move(prepared)),
      transport_(std::make_unique<LateTransport>()),
      world_(world),
      conversations_(options, prepared_),
      brancher_(options, prepared_, *transport_, world_) {
  world_.progress = false;
  world_.meanwhile = [] {};
  world_.pause = [this](std::chrono::milliseconds time) { return pause(time); };
  world_.is_stopped = [this] {
    const Lock lock(mutex_);
    return is_given_up_;
  };
}

std::string BackgroundAsker::request_of(const Answer& answer, const std::string& request) const {
  return request.empty() ? conversations_.request_of(answer) : request;
}

/// The name of the model that is asked; empty if nobody knows it.
std::string BackgroundAsker::model_of(const Answer& answer, const std::string& request) const {
  const std::string asked = request_of(answer, request);
  const std::string model = conversations_.model_for(answer, asked);
  return model.empty() ? ask::model_in(asked) : model;
}

std::string BackgroundAsker::refusal(const Answer& answer, const std::string& request) {
  if (options_.branches.how == ask::Continue::off) {
    return "--continue off says that nobody is to go on with an answer";
  }
  return request_of(answer, request).empty() ? no_conversation : "";
}

std::string BackgroundAsker::whom(const Answer& answer, const std::string& request) {
  const std::string model = model_of(answer, request);
  const std::string host = visible(brancher_.host());
  return model.empty() ? host : fmt::format("{} at {}", isolated(visible(model)), host);
}

/// False if it was stopped meanwhile.
bool BackgroundAsker::pause(std::chrono::milliseconds time) {
  Lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return is_given_up_; });
}

void BackgroundAsker::start(const Answer& answer, const std::string& request,
                            const explore::Fork& fork) {
  const std::string asked = request_of(answer, request);
  const std::string model = conversations_.model_for(answer, asked);
  start(
      [this, asked, model, &answer, fork] { return brancher_.go_on(asked, model, answer, fork); });
}

void BackgroundAsker::start_question(const Answer& answer, const std::string& request,
                                     const std::string& question) {
  Question asked = prepared_.question;
  asked.prompt = question;
  asked.stream = false;
  if (const std::string model = model_of(answer, request); !model.empty()) asked.model = model;
  start([this, body = chat_body(asked)] { return brancher_.ask(body); });
}

/// What goes wrong is told, and ends nothing else.
void BackgroundAsker::start(std::function<Came()> ask) {
  stop();
  is_given_up_ = false;
  // A signal is for the thread that has the terminal.
  const system::SignalsElsewhere elsewhere;
  thread_ = std::thread([this, ask = std::move(ask)] {
    Continued continued;
    try {
      continued = continued_by(ask());
    } catch (const std::exception& error) {
      continued.problem = error.what();
      continued.hopeless = true;
    }
    const Lock lock(mutex_);
    came_ = std::move(continued);
    changed_.notify_all();
    bell_.ring();
  });
}

std::optional<Continued> BackgroundAsker::poll() {
  const Lock lock(mutex_);
  if (came_) bell_.silence();
  return std::exchange(came_, std::nullopt);
}

std::optional<Continued> BackgroundAsker::wait() {
  const bool came = system::wait_readable(bell_.descriptor());
  return came ? poll() : std::nullopt;
}

void BackgroundAsker::stop() {
  {
    const Lock lock(mutex_);
    is_given_up_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  (void)poll();
}

std::unique_ptr<BackgroundAsker> asker_for_files(const cli::Options& options,
                                                 const system::Environment& environment,
                                                 const World& world) {
  if (options.asks() || !options.branches.on_screen) return nullptr;
  PreparedRequest prepared = prepare_branches(options.ask, environment);
  print_warnings(prepared.warnings);
  return std::make_unique<BackgroundAsker>(options, std::move(prepared), world);
}

}  // namespace logprobs::app
