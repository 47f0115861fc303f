// Answers that no response need have: any text, any number.
#pragma once

#include <algorithm>
#include <cstring>

#include "input.hpp"
#include "logprobs/model.hpp"

namespace fuzz {

/// Makes an answer that has what its types promise, and nothing else in common with real ones.
class AnswerMaker {
 public:
  explicit AnswerMaker(Input& input) : input_(input) {}

  logprobs::Answer make() {
    answer_.state = logprobs::State::complete;
    answer_.source = text(8);
    answer_.id = text(8);
    answer_.custom_id = text(8);
    answer_.question = text(8);
    answer_.model = text(8);
    const std::size_t choices = 1 + input_.below(2);
    for (std::size_t i = 0; i < choices; ++i) {
      logprobs::Choice& choice = answer_.choices.emplace_back();
      choice.index = static_cast<int>(i * 2 + input_.below(2));
      choice.kind = static_cast<logprobs::Kind>(input_.below(4));
      choice.message = text(8);
      for (std::size_t left = input_.below(6); left > 0; --left) add_token();
    }
    if (input_.below(3) == 0) add_logits();
    return std::move(answer_);
  }

 private:
  std::string text(std::size_t longest) {
    std::string bytes;
    for (std::size_t left = input_.below(longest); left > 0; --left) {
      bytes += static_cast<char>(input_.byte());
    }
    return bytes;
  }

  logprobs::Span span() {
    const std::string bytes = text(9);
    const auto begin = static_cast<std::uint32_t>(answer_.bytes.size());
    answer_.bytes += bytes;
    return {begin, static_cast<std::uint32_t>(bytes.size())};
  }

  double logprob() {
    const std::uint8_t kind = input_.byte();
    if (kind < 128) return kind / -16.0;
    if (kind < 144) return logprobs::unknown_logprob;
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = bits << 8 | input_.byte();
    double any = 0;
    std::memcpy(&any, &bits, sizeof any);
    return any;
  }

  std::optional<std::int64_t> id() {
    if (!input_.flag()) return std::nullopt;
    return static_cast<std::int64_t>(input_.byte()) << input_.below(56);
  }

  void add_token() {
    logprobs::Token token;
    token.text = token.name = token.shown = span();
    if (input_.below(8) == 0) token.shown = {};
    token.logprob = logprob();
    token.id = id();
    if (input_.below(4) == 0) token.rank = input_.byte();
    token.alternatives.begin = static_cast<std::uint32_t>(answer_.alternatives.size());
    token.alternatives.size = static_cast<std::uint32_t>(input_.below(5));
    for (std::uint32_t i = 0; i < token.alternatives.size; ++i) {
      const logprobs::Span own = input_.flag() ? span() : token.text;
      answer_.alternatives.push_back({own, own, own, logprob(), id()});
    }
    std::stable_sort(answer_.alternatives.begin() + token.alternatives.begin,
                     answer_.alternatives.end(), comes_before);
    answer_.choices.back().tokens.push_back(token);
  }

  /// What an answer that is read from raw logits has.
  void add_logits() {
    logprobs::RawLogits& logits = answer_.logits.emplace();
    logits.kind = static_cast<logprobs::LogitsKind>(input_.below(3));
    logits.vocabulary = input_.byte();
    if (input_.flag()) logits.at.temperature = input_.byte() / 16.0;
    if (input_.flag()) logits.at.top_k = input_.byte();
    for (logprobs::Choice& choice : answer_.choices) {
      for (std::size_t left = choice.tokens.size(); left > 0; --left) {
        const double entropy = input_.flag() ? input_.byte() / 7.0 : logprobs::unknown_logprob;
        choice.whole.push_back({entropy, input_.byte(), logprob()});
      }
    }
    if (!answer_.is_sampled()) return;
    for (std::size_t left = answer_.alternatives.size(); left > 0; --left) {
      answer_.model_logprobs.push_back(logprob());
    }
  }

  static bool comes_before(const logprobs::Alternative& a, const logprobs::Alternative& b) {
    const bool scored = logprobs::is_scored(a.logprob);
    return scored && (!logprobs::is_scored(b.logprob) || a.logprob > b.logprob);
  }

  Input& input_;
  logprobs::Answer answer_;
};

inline logprobs::Answer make_answer(Input& input) { return AnswerMaker(input).make(); }

}  // namespace fuzz
