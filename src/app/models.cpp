#include "app/models.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/asked_sentences.hpp"
#include "app/known_models.hpp"
#include "app/messages.hpp"
#include "ask/models.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

constexpr double longest_wait = 10;  // seconds; a question must not wait longer for a list
constexpr std::size_t largest_list = std::size_t{8} << 20;  // bytes

/// Keeps the body of a response.
class Body : public Sink {
 public:
  void headers(const ResponseHeaders& /*headers*/) override {}
  bool bytes(std::string_view bytes) override {
    text_ += bytes.substr(0, largest_list - text_.size());
    return text_.size() < largest_list;
  }
  bool idle(std::chrono::milliseconds /*silence*/, Phase /*phase*/) override {
    return system::received_signal() == 0;
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

ModelList ask_for_models(const PreparedRequest& prepared, Transport& transport) {
  const Request request = models_request(prepared.request);
  Request patient = request;
  double& timeout = patient.connection.timeout;
  timeout = std::min(timeout, longest_wait);
  Body body;
  const Redactor redactor(request);
  ModelList list{transport.send(patient, body), {}};
  list.result.problem = redactor.redacted(list.result.problem);
  if (list.result.status / 100 != 2) return list;
  for (const std::string& name : ask::model_names(body.text())) {
    list.names.push_back(redactor.redacted(name));
  }
  keep_models(prepared.models_folder, request.endpoint.base, list.names,
              std::filesystem::file_time_type::clock::now());
  return list;
}

ExitCode print_models(const PreparedRequest& prepared, Transport& transport,
                      system::Output& output) {
  const ModelList list = ask_for_models(prepared, transport);
  if (system::received_signal() != 0) return system::signal_code();
  const Redactor redactor(prepared.request);
  const std::string source = redactor.redacted(prepared.request.endpoint.name);
  if (is_refused(list.result)) {
    const Answer answer = refusal_answer(list.result, source, redactor);
    const std::string sentence =
        explain(answer, failure_sentence(answer), {.proxy = list.result.proxy}, prepared);
    print_error(source, redactor.redacted(sentence));
    return list.result.status >= 500 ? ExitCode::unreached : ExitCode::refused;
  }
  if (!list.result.problem.empty()) {
    print_error(source, with_remedy(list.result));
    return ExitCode::unreached;
  }
  if (list.names.empty()) {
    print_error(source, "the response is no list of models; check --base-url");
    return ExitCode::unusable;
  }
  std::string text;
  for (const std::string& name : list.names) text += visible(name) + "\n";
  output.write(text);
  return ExitCode::ok;
}

std::string take_only_model(PreparedRequest& prepared, Transport& transport) {
  if (!prepared.wants_only_model) return {};
  prepared.models = ask_for_models(prepared, transport).names;
  if (prepared.models->size() != 1) return {};
  prepared.question.model = prepared.models->front();
  prepared.request.body = chat_body(prepared.question);
  return fmt::format("its only model is asked: {} (-m names another)", prepared.question.model);
}

std::vector<std::string> models_instead(const PreparedRequest& prepared, Transport& transport) {
  std::vector<std::string> names =
      prepared.models ? *prepared.models : ask_for_models(prepared, transport).names;
  const bool listed = std::find(names.begin(), names.end(), prepared.question.model) != names.end();
  if (listed) names.clear();
  return names;
}

}  // namespace logprobs::app
