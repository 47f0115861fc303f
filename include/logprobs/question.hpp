// What a model is asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs {

/// What a comment line begins with that keeps a request, before the stream that answers it.
inline constexpr std::string_view kept_request_mark = ": logprobs request ";

/// A question to a model. Texts are UTF-8; absent fields are not sent.
struct Question {
  std::string model;                       ///< its name at the server
  std::optional<std::string> system;       ///< the system message
  std::string prompt;                      ///< the user message
  std::optional<std::string> prefill;      ///< a beginning that the answer continues
  int top_logprobs = 5;                    ///< alternatives per token, 0 to 20
  int choices = 1;                         ///< answers, 1 or more
  bool stream = true;                      ///< ask for the answer as it is generated
  std::optional<double> temperature;       ///< 0 or more; higher is more random
  std::optional<double> top_p;             ///< 0 to 1: sample from this share of the probability
  std::optional<std::int64_t> max_tokens;  ///< the longest answer, 1 or more
  bool legacy_max_tokens = false;          ///< send that as `max_tokens`, its former name
  std::optional<std::int64_t> seed;        ///< for answers that repeat, where a server can
  std::vector<std::string> stop;           ///< texts that end the answer
  std::vector<std::string> params;         ///< more fields of the request's body, each KEY=JSON
};

/// What a request asks, as far as that is known.
struct Asked {
  std::string question{};  ///< what the user said last, or the prompt; empty: not known
  int choices = 0;         ///< how many; 0: not known
};

}  // namespace logprobs
