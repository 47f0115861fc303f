// Whoever asks a model for branches, while somebody walks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "explore/branches.hpp"
#include "explore/tree.hpp"
#include "logprobs/model.hpp"

namespace logprobs::explore {

/// Asks for one thing at a time, and returns at once.
class Asker {
 public:
  Asker() = default;
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  virtual ~Asker() = default;

  // `request` is the one that an answer belongs to; empty: the asker knows it, or nobody does.

  /// Why nobody can be asked to go on with this answer, a sentence; empty: somebody can be. Asks
  /// nobody.
  virtual std::string refusal(const Answer& answer, const std::string& request) = 0;
  /// Who would be asked: "gpt-4o at api.openai.com". Visible text.
  virtual std::string whom(const Answer& answer, const std::string& request) = 0;
  /// How many tokens a branch may have.
  virtual std::int64_t most_tokens() const = 0;
  /// The same for an answer to a question; none: as many as there are.
  virtual std::optional<std::int64_t> most_tokens_of_question() const = 0;
  /// Begins to ask for the answer from `fork` on, which must not change meanwhile. What was asked
  /// before is forgotten.
  virtual void start(const Answer& answer, const std::string& request, const Fork& fork) = 0;
  /// Begins to ask a question, of the model that gave `answer`.
  virtual void start_question(const Answer& answer, const std::string& request,
                              const std::string& question) = 0;
  /// Is readable once something came; -1: never.
  virtual int descriptor() const = 0;
  /// What came; none: it is still waited for.
  virtual std::optional<Continued> poll() = 0;
  /// Waits for that; none if a signal came.
  virtual std::optional<Continued> wait() = 0;
  /// Stops asking; nothing comes of it any more.
  virtual void stop() = 0;
};

}  // namespace logprobs::explore
