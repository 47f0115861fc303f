// A token that was or might have been chosen, as a report identifies it. Data only.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "logprobs/report.hpp"

namespace logprobs {

/// True for a token that the message lacks, such as <|im_end|>: lists show it, but no text does.
inline bool is_hidden(const Token& token) { return token.shown.size == 0 && token.text.size > 0; }

/// How lists show a token: as people read it or, where no text shows it, as sent.
inline std::string_view listed(const Answer& answer, const Token& token) {
  return answer.view(is_hidden(token) ? token.text : token.shown);
}

/// A token that was or might have been chosen. The texts point into the answer.
struct Candidate {
  std::string_view text, shown;            ///< its bytes, and what people read
  double logprob = unknown_logprob;        ///< nats, as sent
  double model_logprob = unknown_logprob;  ///< nats, of Answer::model_logprobs; NaN: there is none
};

/// The entry of a token's list that Verdict::first or second identifies; empty for no_entry.
inline Candidate candidate_at(const Answer& answer, const Token& token, std::int32_t place) {
  if (place == no_entry) return {};
  if (place == chosen_itself) {
    return {answer.view(token.text), listed(answer, token), token.logprob};
  }
  const Alternative& entry = answer.begin(token)[place];
  Candidate candidate{answer.view(entry.text), answer.view(entry.shown), entry.logprob};
  const auto at = token.alternatives.begin + static_cast<std::size_t>(place);
  if (at < answer.model_logprobs.size()) candidate.model_logprob = answer.model_logprobs[at];
  return candidate;
}

/// Recognizes alternatives that were sent before, if those of one logprob follow each other.
class Repetitions {
 public:
  /// Whether it was asked about the same alternative before.
  bool repeats(const Answer& answer, const Alternative& entry) {
    if (entry.logprob != logprob_) known_.clear();
    logprob_ = entry.logprob;
    return !known_.emplace(entry.id, entry.id ? "" : answer.view(entry.text)).second;
  }

 private:
  double logprob_ = unknown_logprob;
  std::set<std::pair<std::optional<std::int64_t>, std::string_view>> known_;
};

}  // namespace logprobs
