// Walks through answers by lines, one answer after another.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "app/answer_index.hpp"
#include "app/load_answer.hpp"
#include "cli/options.hpp"
#include "explore/inquiry.hpp"
#include "explore/lines_mode.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::app {

/// Why nobody is asked to go on with a replayed answer.
inline constexpr const char* whom_to_ask =
    "nobody is asked about a file: add --base-url URL to the command line to go on from here";

/// What is said of branches that a file has for tokens that its answer has not.
std::string lost_words(std::size_t count);

/// Answers each command with lines of visible text: N and P lead to the next answer and to the one
/// before, and all others are about the answer that is open.
class LineWalks {
 public:
  /// All must outlive this. `asker`: who goes on with answers; null: nobody.
  LineWalks(const AnswerIndex& index, const cli::Options& options, const ShowOptions& show,
            explore::Asker* asker);

  /// What it says at first. Throws Error{failed} if the only answer cannot be read.
  std::string greeting();
  /// What it says to a command.
  std::string take(std::string_view line);
  bool is_over() const { return is_over_; }
  /// Why branches could not be kept; empty: they could.
  const std::string& problem() const { return problem_; }

 private:
  std::string open(std::size_t number);

  const AnswerIndex& index_;
  const cli::Options& options_;
  const ShowOptions& show_;
  explore::Inquiry inquiry_;
  SavedAnswer saved_;
  std::size_t number_ = 0;  // of the answer that is open
  LoadedAnswer loaded_;
  std::optional<explore::LinesMode> walk_;  // none: the answer could not be read
  std::string problem_;
  bool is_over_ = false;
};

}  // namespace logprobs::app
