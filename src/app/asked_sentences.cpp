#include "app/asked_sentences.hpp"

#include <fmt/format.h>

#include "app/messages.hpp"
#include "ask/advice.hpp"
#include "ask/models.hpp"
#include "logprobs/read.hpp"

namespace logprobs::app {
namespace {

/// What to do about a refusal, as a phrase; empty: nothing is known.
std::string what_to_do(const Answer& answer, const std::string& sentence, const Attempts& attempts,
                       const PreparedRequest& prepared) {
  if (!attempts.models.empty()) {
    return "it has " + ask::named_models(attempts.models, prepared.question.model);
  }
  const Retry& retry = attempts.retry;
  if (retry.server_wait >= std::chrono::seconds(1)) {
    return fmt::format("ask again in {}, as it says", wait_text(retry.server_wait));
  }
  return ask::advice(retry.no_quota ? "insufficient_quota" : sentence,
                     answer.failure->status.value_or(0), prepared.request, prepared.question);
}

std::string with_reason(const Answer& answer, const std::string& sentence, const Attempts& attempts,
                        const PreparedRequest& prepared) {
  if (answer.state == State::refused) {
    const std::string hint = what_to_do(answer, sentence, attempts, prepared);
    return sentence + (attempts.proxy.empty() ? "" : ", through " + attempts.proxy) +
           (hint.empty() ? "" : "; " + hint);
  }
  // If part of the response was lost, that part may have had them.
  const bool unexplained = answer.state == State::no_logprobs && !answer.failure->explained;
  if (unexplained && attempts.lost_something) return "no logprobs in the rest of the response";
  if (unexplained && prepared.question.top_logprobs == 0) {
    return "the answer came without logprobs, although they were asked for; some servers give them "
           "only with alternatives: try -k 1";
  }
  if (unexplained) {
    return "the answer came without logprobs, although they were asked for; choose another model "
           "(--model) or server (--base-url) that gives them";
  }
  if (answer.state == State::unusable && answer.choices.empty() && !attempts.encoding.empty()) {
    return fmt::format(
        "the answer came compressed (Content-Encoding: {}), although that was not asked for",
        attempts.encoding);
  }
  if (!is_cut(answer.state) || attempts.cause.empty()) return sentence;
  return answer.choices.empty() ? attempts.cause : attempts.cause + "; what came is shown";
}

}  // namespace

std::string with_remedy(const HttpResult& response) {
  return response.remedy.empty() ? response.problem : response.problem + "; " + response.remedy;
}

std::string with_details(std::string sentence, const Attempts& attempts) {
  if (attempts.retries > 0) sentence += fmt::format("; asked {} times", attempts.retries + 1);
  if (!attempts.request_id.empty()) {
    sentence += fmt::format(" (request id {})", attempts.request_id);
  }
  return sentence;
}

std::string explain(const Answer& answer, const std::string& sentence, const Attempts& attempts,
                    const PreparedRequest& prepared) {
  return with_details(with_reason(answer, sentence, attempts, prepared), attempts);
}

Answer refusal_answer(const HttpResult& response, const std::string& source,
                      const Redactor& redactor) {
  Answer answer;
  answer.source = source;
  answer.state = State::refused;
  Failure& failure = answer.failure.emplace(read_refusal(response.error_body, response.status));
  if (!response.redirect.empty()) {
    failure.message = fmt::format("it redirects to {}, which is not followed", response.redirect);
  }
  failure.message = redactor.redacted(failure.message);
  failure.code = redactor.redacted(failure.code);
  return answer;
}

}  // namespace logprobs::app
