// Reads files of raw logits: safetensors, npy, and those of llama-perplexity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/read.hpp"

namespace logprobs {

namespace read {
class Vocabulary;
}

/// A file that is read anywhere, and not from its beginning to its end.
struct RandomFile {
  virtual ~RandomFile() = default;
  /// Bytes in the file when it was opened.
  virtual std::uint64_t size() const = 0;
  /// Fills `into` with the bytes from `at` on; false if the file no longer has them. Several
  /// threads may read a large file at once.
  virtual bool read(std::uint64_t at, std::span<char> into) const = 0;
};

/// The texts of a model's tokens. It is made once, for however many files.
class Tokenizer {
 public:
  /// Reads `json`, a tokenizer.json or vocab.json that messages call `name`. Throws Error{usage} if
  /// it is neither.
  Tokenizer(std::string_view json, std::string name);

  /// What messages call it.
  const std::string& name() const { return name_; }
  /// The tokens by their ids, for LogitsReader.
  const read::Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  std::string name_;
  std::shared_ptr<const read::Vocabulary> vocabulary_;
};

/// How rows of logits and tokens go together. `generate`: there is a row for each token that was
/// generated, in that order; the prompt's have none. `forward`: each token's row says what may
/// follow it, and the first token has no numbers.
enum class Layout { generate, forward };

/// How a file of logits is read.
struct LogitsOptions {
  std::string source{};                    ///< its name, for Answer::source
  const RandomFile* ids = nullptr;         ///< an npy file of the tokens, if there are none
  const Tokenizer* tokenizer = nullptr;    ///< if there is none, ids are shown
  std::optional<Layout> layout{};          ///< absent: whichever fits
  std::vector<std::int64_t> end_tokens{};  ///< what follows one of them in a sequence is padding;
                                           ///< empty: those that the file names
  std::optional<int> choice{};             ///< only this sequence; absent: all
  bool prompt = false;           ///< also the tokens before the first row, without numbers
  std::size_t alternatives = 5;  ///< how many of the best tokens to list, 2 or more, besides the
                                 ///< chosen one; 0: none
  Sampling at{};                 ///< applied to the logits; the model's own logprobs are kept too
};

/// Whether a file is one of logits, by its first bytes.
bool is_logits(const RandomFile& file);

/// Gives answers as Reader does, but never needs bytes. Each token has the exact logprob, rank and
/// entropy that its row gives it (Choice::whole); sequences of a batch are choices.
class LogitsReader {
 public:
  /// `file` and what `options` point to must outlive it.
  LogitsReader(const RandomFile& file, const LogitsOptions& options);
  ~LogitsReader();

  /// Reads some rows.
  Event next();
  /// The answer that has grown or is done; valid until the next call of next().
  const Answer& answer() const;
  /// What was broken, after Event::broken.
  const Problem& problem() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logprobs
