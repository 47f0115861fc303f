// Sentences about a question that failed.
#pragma once

#include <string>
#include <vector>

#include "app/prepare.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/model.hpp"
#include "logprobs/retry.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// What is known about the tries to send a request, besides the last response.
struct Attempts {
  int retries = 0;                    ///< made so far
  Retry retry{};                      ///< what to do about the last failure
  std::string request_id{};           ///< of the last response; empty: unknown
  std::string encoding{};             ///< Content-Encoding of the last response; empty: none
  std::string proxy{};                ///< that may have made the last response; empty: none could
  std::vector<std::string> models{};  ///< that the server has, where it lacks the one asked
  std::string cause{};                ///< why the response ended early; empty: unknown
  bool lost_something = false;        ///< part of the response could not be read
};

/// The problem of `response` and its remedy, as a phrase. There must be a problem.
std::string with_remedy(const HttpResult& response);

/// Adds how often the question was asked, and the id by which the server's operators can find it.
std::string with_details(std::string sentence, const Attempts& attempts);

/// A better sentence than `sentence`, the failure_sentence() of `answer`: it also says why the
/// answer ended early, what to change, and what with_details() adds.
std::string explain(const Answer& answer, const std::string& sentence, const Attempts& attempts,
                    const PreparedRequest& prepared);

/// The answer to a refused request: it has no choices, but a failure without secrets. `source` is
/// for Answer::source.
Answer refusal_answer(const HttpResult& response, const std::string& source,
                      const Redactor& redactor);

}  // namespace logprobs::app
