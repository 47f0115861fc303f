// What a model is asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logprobs {

/// What a model is asked. Texts are UTF-8; what is absent is not sent.
struct Question {
  std::string model;
  std::optional<std::string> system;
  std::string prompt;
  std::optional<std::string> prefill;  ///< what the answer must continue
  int top_logprobs = 5;                ///< alternatives for each token, 0 to 20
  int choices = 1;                     ///< answers, 1 or more
  bool stream = true;                  ///< send the answer as it is made
  std::optional<double> temperature;
  std::optional<double> top_p;             ///< 0 to 1
  std::optional<std::int64_t> max_tokens;  ///< 1 or more
  bool legacy_max_tokens = false;          ///< name that field as it was before
  std::optional<std::int64_t> seed;
  std::vector<std::string> stop;
  std::vector<std::string> params;  ///< KEY=JSON: further fields of the request's body
};

}  // namespace logprobs
