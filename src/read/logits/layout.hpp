// Which tensors are the logits and the tokens of a response, and how their rows go together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// The tensors of one response. Each sequence of a batch is a choice.
struct Run {
  std::string name{};   ///< of the logits: "0.scores"; of a chunk: its number
  bool scores = false;  ///< what logits processors left (`output_scores`), not the model's own
  Tensor logits{};
  Tensor ids{};
  std::optional<Tensor> mask{};  ///< 0 where a sequence, or its prompt, has padding
  Layout layout = Layout::generate;
  std::uint64_t batch = 1;
  std::uint64_t length = 0;      ///< tokens of each sequence, with the prompt's
  std::uint64_t rows = 0;        ///< of each sequence
  bool batch_first = false;      ///< the rows of a sequence follow each other
  std::uint64_t vocabulary = 0;  ///< the numbers of a row

  LogitsKind kind() const {
    if (logits.type == NumberType::quantized) return LogitsKind::clipped;
    return scores ? LogitsKind::scores : LogitsKind::logits;
  }
  /// The first token that has a row.
  std::uint64_t first() const { return layout == Layout::forward ? 1 : length - rows; }
  /// The row of a token from first() on, counted over all sequences.
  std::uint64_t row_of(std::uint64_t sequence, std::uint64_t token) const {
    const std::uint64_t row = layout == Layout::forward ? token - 1 : token - first();
    return batch_first ? sequence * rows + row : row * batch + sequence;
  }
};

/// What a file's tensors are: runs, or a sentence why there are none.
struct Runs {
  std::vector<Run> all{};
  std::string problem{};
};

/// Finds the pairs of tensors called `scores` or `logits`, and `sequences` or `input_ids`, perhaps
/// with an `attention_mask`; all may have a prefix in common: "0.scores", "0.sequences". The
/// metadata's `kind`, "scores" or "logits", overrides what the name says the numbers are. Where
/// both layouts fit, only logits with `input_ids` are of a forward pass. `given`: the ids, if they
/// are not among the tensors; else null.
Runs find_runs(const Tensors& tensors, const Tensor* given, std::optional<Layout> layout);

/// A sentence if more memory is needed than any model's response takes; else empty.
std::string check_size(const Run& run);

/// A sentence: ids were given to a file that has some, which are called `what`.
std::string own_tokens(std::string_view what);

/// Puts logits and ids together; a sentence if they do not fit, else empty. Where both layouts fit,
/// that is taken which `run` has.
std::string fit(const Tensor& logits, const Tensor& ids, std::optional<Layout> layout, Run& run);

}  // namespace logprobs::read
