// What is in a file of logits, whichever format it has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logprobs/logits.hpp"
#include "read/logits/layout.hpp"

namespace logprobs::read {

/// The responses of a file, and what it says of them.
struct LogitsFile {
  Runs runs{};
  const RandomFile* ids = nullptr;         ///< the file that has the tokens
  std::string model{};                     ///< as the metadata names it
  std::vector<std::int64_t> end_tokens{};  ///< of the metadata
};

/// Reads the file's header. `ids`: the file with the tokens if `file` has none, else null.
LogitsFile read_logits_file(const RandomFile& file, const RandomFile* ids,
                            std::optional<Layout> layout);

}  // namespace logprobs::read
