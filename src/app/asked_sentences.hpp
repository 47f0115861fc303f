// Sentences about a question that failed.
#pragma once

#include <string>

#include "app/prepare.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/model.hpp"
#include "logprobs/retry.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::app {

/// What is known about a request besides its response.
struct Attempts {
  int retries = 0;              ///< made so far
  Retry retry{};                ///< what to do about the last failure
  std::string request_id{};     ///< of the last response; empty: unknown
  std::string cause{};          ///< why the response ended early; empty: unknown
  bool lost_something = false;  ///< part of the response could not be read
};

/// A phrase with the problem of `response` and its remedy.
std::string with_remedy(const HttpResult& response);

/// Adds how often the question was asked, and the id by which whoever runs the server finds it.
std::string with_details(std::string sentence, const Attempts& attempts);

/// Improves `sentence`, which says why `answer` failed: adds why it ended early, and what to
/// change.
std::string explain(const Answer& answer, const std::string& sentence, const Attempts& attempts,
                    const PreparedRequest& prepared);

/// A refusal as an answer without choices, free of secrets; `source` outlives it.
Answer refusal_answer(const HttpResult& response, const std::string& source,
                      const Redactor& redactor);

}  // namespace logprobs::app
