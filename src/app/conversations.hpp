// What was asked for the answers that a model is to go on with.
#pragma once

#include <map>
#include <string>

#include "app/prepare.hpp"
#include "cli/options.hpp"
#include "logprobs/model.hpp"

namespace logprobs::app {

/// Why nobody can go on with an answer whose request is not known: a sentence.
inline constexpr const char* no_conversation =
    "what was asked is not known, so nobody can go on with the answer: it is in files of --save; "
    "else add --requests FILE, or the question (PROMPT, --system) before --replay";

/// Knows the request that belongs to an answer: the one that was just sent, or that of the words
/// of the command line, that of --requests, or the one that is kept with the answer.
class Conversations {
 public:
  /// Reads the file of --requests. Throws Error{usage} if it cannot be read or has no requests.
  /// Both must outlive this.
  Conversations(const cli::Options& options, const PreparedRequest& prepared);

  /// Its body, as ask::Continuation has it; empty: not known.
  std::string request_of(const Answer& answer) const;
  /// The name of the model to be asked; empty: that of the request.
  std::string model_for(const Answer& answer, const std::string& request) const;

 private:
  bool has_words() const { return !options_.asks() && !options_.ask.words.empty(); }

  const cli::Options& options_;
  const PreparedRequest& prepared_;
  std::map<std::string, std::string> by_id_;
};

}  // namespace logprobs::app
