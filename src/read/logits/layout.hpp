// Which tensors are the logits and the tokens of a response, and how their rows go together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// The tensors of one response. Each sequence of a batch is a choice.
struct Run {
  std::string name;     ///< of the logits: "0.scores"; empty for npy
  bool scores = false;  ///< what logits processors left (`output_scores`), not the model's own
  Tensor logits;
  Tensor ids;
  Layout layout = Layout::generate;
  std::uint64_t batch = 1;
  std::uint64_t length = 0;      ///< tokens of each sequence, with the prompt's
  std::uint64_t rows = 0;        ///< of each sequence
  bool batch_first = false;      ///< the rows of a sequence follow each other
  std::uint64_t vocabulary = 0;  ///< the numbers of a row

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

/// Finds the pairs of tensors called `scores` or `logits`, and `sequences` or `input_ids`, each
/// perhaps after a prefix that both have: "0.scores", "0.sequences".
Runs find_runs(const Tensors& tensors, std::optional<Layout> layout);

/// Puts logits and ids together; a sentence if they do not fit, else empty. Sets everything of
/// `run` but its name. Where both layouts fit, that of a forward pass is taken, unless these are
/// scores.
std::string fit(const Tensor& logits, const Tensor& ids, std::optional<Layout> layout, Run& run);

}  // namespace logprobs::read
