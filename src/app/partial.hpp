// What one of several runs has counted, as a file from which --merge joins them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/presenter.hpp"
#include "logprobs/read.hpp"

namespace logprobs::app {

/// A file of which each run reads a part.
struct SharedFile {
  std::string name;
  std::uint64_t size = 0;  ///< bytes

  bool operator==(const SharedFile&) const = default;
};

/// What was read of a file.
struct ReadPart {
  std::size_t file = 0;              ///< of Partial::files
  std::uint64_t begin = 0, end = 0;  ///< bytes
  std::uint64_t line_ends = 0;       ///< in them
  std::optional<Problem> lone{};     ///< Shown::lone, which is not counted yet
};

/// What one run has read, and what that means for the exit status.
struct PartialShard {
  std::uint64_t index = 1;
  std::vector<ReadPart> parts{};
  Shown sums{};  ///< without its text
};

/// What was counted of some shards.
struct Partial {
  std::string name{};                  ///< of the file that it is in
  std::vector<std::string> options{};  ///< Options::counting
  std::uint64_t count = 1;             ///< of shards, in all
  std::vector<SharedFile> files{};
  std::vector<PartialShard> shards{};
  std::string stats{};  ///< what View::save() wrote
};

/// The contents of the file, with a checksum.
std::string text_of(const Partial& partial);

/// Reads what text_of() made. Throws Error{usage} if the file cannot be read, is damaged, or is
/// something else.
Partial read_partial(const std::string& name);

}  // namespace logprobs::app
