// Files of answers, listed for tests.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "app/answer_index.hpp"

namespace logprobs::test {

/// A line with a response of one word.
inline std::string response(std::string_view text, double logprob = -0.1,
                            std::string_view id = "") {
  return fmt::format(
      R"({{"id":"{}","object":"chat.completion","model":"m","choices":[{{"index":0,)"
      R"("message":{{"role":"assistant","content":"{}"}},"logprobs":{{"content":[)"
      R"({{"token":"{}","logprob":{},"top_logprobs":[]}}]}},"finish_reason":"stop"}}]}})"
      "\n",
      id, text, text, logprob);
}

inline cli::Options replaying(std::vector<std::string> files) {
  cli::Options options;
  options.replay = std::move(files);
  options.jobs = 1;
  return options;
}

inline app::AnswerIndex index_of(const cli::Options& options,
                                 std::size_t kept_bytes = app::most_kept_memory) {
  system::Output output("/dev/null");
  app::ReadingProgress progress(false, std::nullopt, std::chrono::steady_clock::now);
  return app::index_answers(options, output, progress, {}, kept_bytes);
}

}  // namespace logprobs::test
